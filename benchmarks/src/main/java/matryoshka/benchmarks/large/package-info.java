/** The costs of a graph of 20 000 services and 200 000 dependencies: in memory, on a real PostgreSQL, over HTTP. */
@NullMarked
package matryoshka.benchmarks.large;

import org.jspecify.annotations.NullMarked;

/** What a graph of 20 000 services and 200 000 dependencies costs: in memory, on a real PostgreSQL, over HTTP. */
@NullMarked
package matryoshka.benchmarks.large;

import org.jspecify.annotations.NullMarked;

/** What services pay for the tokens that they receive and pass on. */
@NullMarked
package matryoshka.benchmarks.hops;

import org.jspecify.annotations.NullMarked;

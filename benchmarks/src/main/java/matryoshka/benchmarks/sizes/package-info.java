/** How long tokens are, and what packing them costs: {@code docs/token-size.md}. */
@NullMarked
package matryoshka.benchmarks.sizes;

import org.jspecify.annotations.NullMarked;

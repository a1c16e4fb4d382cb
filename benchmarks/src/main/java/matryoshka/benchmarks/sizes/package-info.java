/** The sizes of tokens and the costs of packing them: {@code docs/token-size.md}. */
@NullMarked
package matryoshka.benchmarks.sizes;

import org.jspecify.annotations.NullMarked;

/** Good clients together with hostile ones, for minutes. */
@NullMarked
package matryoshka.benchmarks.soak;

import org.jspecify.annotations.NullMarked;

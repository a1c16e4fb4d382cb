/** Good clients beside hostile ones, for minutes. */
@NullMarked
package matryoshka.benchmarks.soak;

import org.jspecify.annotations.NullMarked;

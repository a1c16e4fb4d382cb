/** What the parts of the issuer cost, measured with JMH on the sample graphs. */
@NullMarked
package matryoshka.benchmarks;

import org.jspecify.annotations.NullMarked;

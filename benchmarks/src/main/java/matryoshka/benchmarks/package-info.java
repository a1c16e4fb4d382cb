/** The costs of the issuer's parts, measured with JMH on the sample graphs. */
@NullMarked
package matryoshka.benchmarks;

import org.jspecify.annotations.NullMarked;

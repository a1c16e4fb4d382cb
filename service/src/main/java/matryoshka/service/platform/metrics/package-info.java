/** What the issuer measures about itself, in the text format of Prometheus. */
@NullMarked
package matryoshka.service.platform.metrics;

import org.jspecify.annotations.NullMarked;

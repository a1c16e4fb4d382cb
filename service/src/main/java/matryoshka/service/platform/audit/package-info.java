/** The audit log, and the counters of refusals. */
@NullMarked
package matryoshka.service.platform.audit;

import org.jspecify.annotations.NullMarked;

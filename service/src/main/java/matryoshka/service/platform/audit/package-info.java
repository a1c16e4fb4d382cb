/** What operators learn about what was refused, in the audit log and in metrics. */
@NullMarked
package matryoshka.service.platform.audit;

import org.jspecify.annotations.NullMarked;

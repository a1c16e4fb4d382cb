/** What operators learn about refusals, in the audit log and in metrics. */
@NullMarked
package matryoshka.service.platform.audit;

import org.jspecify.annotations.NullMarked;

/** Telling resource servers what a version did to their tokens: security event tokens (RFC 8417), pushed as RFC 8935 says. */
@NullMarked
package matryoshka.service.staleness.webhooks;

import org.jspecify.annotations.NullMarked;

/** Notifies resource servers of what a graph version did to their tokens: security event tokens (RFC 8417), pushed by RFC 8935. */
@NullMarked
package matryoshka.service.staleness.webhooks;

import org.jspecify.annotations.NullMarked;

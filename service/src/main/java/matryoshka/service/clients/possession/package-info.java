/** What outer tokens are bound to: the keys that clients prove to have, by DPoP (RFC 9449) or a certificate (RFC 8705). */
@NullMarked
package matryoshka.service.clients.possession;

import org.jspecify.annotations.NullMarked;

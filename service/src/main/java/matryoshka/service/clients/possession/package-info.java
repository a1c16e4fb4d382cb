/** The keys that outer tokens are bound to: those whose possession clients prove by DPoP (RFC 9449) or a certificate (RFC 8705). */
@NullMarked
package matryoshka.service.clients.possession;

import org.jspecify.annotations.NullMarked;

/** Revocation of tokens before they expire, with everything derived from them (RFC 7009). */
@NullMarked
package matryoshka.service.revocation;

import org.jspecify.annotations.NullMarked;

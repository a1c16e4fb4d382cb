/** The issuer's metadata (RFC 8414). */
@NullMarked
package matryoshka.service.tokens.metadata;

import org.jspecify.annotations.NullMarked;

/** The current state of a token (RFC 7662, RFC 9701). */
@NullMarked
package matryoshka.service.tokens.introspection;

import org.jspecify.annotations.NullMarked;

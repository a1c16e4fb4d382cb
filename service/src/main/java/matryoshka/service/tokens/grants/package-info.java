/** Grants at the token endpoint: a client's own token, and the exchange of tokens (RFC 8693) as the graph permits. */
@NullMarked
package matryoshka.service.tokens.grants;

import org.jspecify.annotations.NullMarked;

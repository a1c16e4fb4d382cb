/** Trading a token for another one (RFC 8693): the graph decides. */
@NullMarked
package matryoshka.service.tokens.grants;

import org.jspecify.annotations.NullMarked;

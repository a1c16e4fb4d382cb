/** Phantom tokens: opaque handles for clients, and the tokens that are minted for them under the graph of the moment. */
@NullMarked
package matryoshka.service.tokens.phantom;

import org.jspecify.annotations.NullMarked;

/** The token endpoint. */
@NullMarked
package matryoshka.service.tokens.issuance;

import org.jspecify.annotations.NullMarked;

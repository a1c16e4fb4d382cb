/** The token endpoint. */
@NullMarked
package matryoshka.service.issuance;

import org.jspecify.annotations.NullMarked;

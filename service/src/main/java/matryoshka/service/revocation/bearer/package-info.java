/** Tokens that somebody bears: which of them are good, and who calls the admin API with one. */
@NullMarked
package matryoshka.service.revocation.bearer;

import org.jspecify.annotations.NullMarked;

/** Tokens that somebody bears: which of them are good, and who calls the admin API with one. */
@NullMarked
package matryoshka.service.bearer;

import org.jspecify.annotations.NullMarked;

/** The tokens that callers of the admin API bear. */
@NullMarked
package matryoshka.service.bearer;

import org.jspecify.annotations.NullMarked;

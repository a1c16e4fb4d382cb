/** Presented bearer tokens: which are active, and who calls the admin API with one. */
@NullMarked
package matryoshka.service.revocation.bearer;

import org.jspecify.annotations.NullMarked;

/** Who may use the admin API: bearer tokens of this issuer for its built-in service. */
@NullMarked
package matryoshka.service.platform.access;

import org.jspecify.annotations.NullMarked;

/** The issuer's signing keys, stored and in use. */
@NullMarked
package matryoshka.service.keys;

import org.jspecify.annotations.NullMarked;

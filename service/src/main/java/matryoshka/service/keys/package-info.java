/** The issuer's signing keys, at rest and in use. */
@NullMarked
package matryoshka.service.keys;

import org.jspecify.annotations.NullMarked;

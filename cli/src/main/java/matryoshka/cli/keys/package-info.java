/** The commands about the issuer's signing keys. */
@NullMarked
package matryoshka.cli.keys;

import org.jspecify.annotations.NullMarked;

/** {@code matryoshka token}: having tokens issued, and looking into them offline. */
@NullMarked
package matryoshka.cli.token;

import org.jspecify.annotations.NullMarked;

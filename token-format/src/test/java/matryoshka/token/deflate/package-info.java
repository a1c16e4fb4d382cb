@NullMarked
package matryoshka.token.deflate;

import org.jspecify.annotations.NullMarked;

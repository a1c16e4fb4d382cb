@NullMarked
package matryoshka.token;

import org.jspecify.annotations.NullMarked;

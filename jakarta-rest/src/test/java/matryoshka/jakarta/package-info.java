@NullMarked
package matryoshka.jakarta;

import org.jspecify.annotations.NullMarked;

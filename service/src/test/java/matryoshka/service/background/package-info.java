@NullMarked
package matryoshka.service.background;

import org.jspecify.annotations.NullMarked;

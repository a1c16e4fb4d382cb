@NullMarked
package matryoshka.service.platform.background;

import org.jspecify.annotations.NullMarked;

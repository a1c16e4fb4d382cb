/** Work in the background, beside requests. */
@NullMarked
package matryoshka.service.platform.background;

import org.jspecify.annotations.NullMarked;

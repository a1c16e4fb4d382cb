/** What goes on beside the requests. */
@NullMarked
package matryoshka.service.background;

import org.jspecify.annotations.NullMarked;

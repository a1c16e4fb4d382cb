/** What goes on beside the requests. */
@NullMarked
package matryoshka.service.platform.background;

import org.jspecify.annotations.NullMarked;

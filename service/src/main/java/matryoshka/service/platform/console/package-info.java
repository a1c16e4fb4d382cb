/** The files of the web console. */
@NullMarked
package matryoshka.service.platform.console;

import org.jspecify.annotations.NullMarked;

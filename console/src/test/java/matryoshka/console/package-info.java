/** Checks of the console's files that need no browser. */
@NullMarked
package matryoshka.console;

import org.jspecify.annotations.NullMarked;

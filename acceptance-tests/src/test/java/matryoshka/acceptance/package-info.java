/** The built jars, run in separate processes. */
@NullMarked
package matryoshka.acceptance;

import org.jspecify.annotations.NullMarked;

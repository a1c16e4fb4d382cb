/** The jars as they are built, run in processes of their own. */
@NullMarked
package matryoshka.acceptance;

import org.jspecify.annotations.NullMarked;

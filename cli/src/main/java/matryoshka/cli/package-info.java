/** The command line: one package for each group of commands, and what they share. */
@NullMarked
package matryoshka.cli;

import org.jspecify.annotations.NullMarked;

/** The command line: commands by what they work on, over what a process is given. */
@NullMarked
package matryoshka.cli;

import org.jspecify.annotations.NullMarked;

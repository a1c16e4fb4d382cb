@NullMarked
package matryoshka.cli.terminal;

import org.jspecify.annotations.NullMarked;

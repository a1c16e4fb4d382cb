@NullMarked
package matryoshka.cli;

import org.jspecify.annotations.NullMarked;

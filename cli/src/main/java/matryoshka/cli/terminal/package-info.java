/** What a process is given and gives back: streams, environment, tables, colours, JSON. */
@NullMarked
package matryoshka.cli.terminal;

import org.jspecify.annotations.NullMarked;

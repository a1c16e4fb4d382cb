/** The environment of a process and its output: streams, variables, tables, colours, JSON. */
@NullMarked
package matryoshka.cli.terminal;

import org.jspecify.annotations.NullMarked;

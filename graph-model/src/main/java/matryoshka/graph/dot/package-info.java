/** Graphs and plans as Graphviz DOT. */
@NullMarked
package matryoshka.graph.dot;

import org.jspecify.annotations.NullMarked;

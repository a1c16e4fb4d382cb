/** Graphs and plans as diagrams: Graphviz DOT and Mermaid. */
@NullMarked
package matryoshka.graph.dot;

import org.jspecify.annotations.NullMarked;

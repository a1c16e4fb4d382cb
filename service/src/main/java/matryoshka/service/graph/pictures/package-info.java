/** Pictures of the graph for Graphviz and Mermaid. */
@NullMarked
package matryoshka.service.graph.pictures;

import org.jspecify.annotations.NullMarked;

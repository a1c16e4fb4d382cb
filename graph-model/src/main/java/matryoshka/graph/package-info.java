/** The dependency graph: documents, validation and the compiled, valid graph. */
@NullMarked
package matryoshka.graph;

import org.jspecify.annotations.NullMarked;

/** The rules that a graph must obey. */
@NullMarked
package matryoshka.graph.validation;

import org.jspecify.annotations.NullMarked;

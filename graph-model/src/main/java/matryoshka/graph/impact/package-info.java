/** The impact of a graph change on the tokens that clients get. */
@NullMarked
package matryoshka.graph.impact;

import org.jspecify.annotations.NullMarked;

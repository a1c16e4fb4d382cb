/** What a change of the graph does to the tokens that clients get. */
@NullMarked
package matryoshka.graph.impact;

import org.jspecify.annotations.NullMarked;

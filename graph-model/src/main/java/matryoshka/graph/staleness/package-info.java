/** Which tokens a change of the graph outdates, and in which direction. */
@NullMarked
package matryoshka.graph.staleness;

import org.jspecify.annotations.NullMarked;

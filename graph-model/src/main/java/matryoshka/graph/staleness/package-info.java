/** Which tokens a change of the graph makes stale, and in which way. */
@NullMarked
package matryoshka.graph.staleness;

import org.jspecify.annotations.NullMarked;

/** Differences between two graphs. */
@NullMarked
package matryoshka.graph.diff;

import org.jspecify.annotations.NullMarked;

/** How tokens stand in the graph of today: judging them, and what follows from it. */
@NullMarked
package matryoshka.service.staleness;

import org.jspecify.annotations.NullMarked;

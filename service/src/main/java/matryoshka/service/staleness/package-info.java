/** The staleness of tokens in the current graph: evaluating it, and deciding what follows from it. */
@NullMarked
package matryoshka.service.staleness;

import org.jspecify.annotations.NullMarked;

/** The history of the graph over HTTP. */
@NullMarked
package matryoshka.service.graph.history;

import org.jspecify.annotations.NullMarked;

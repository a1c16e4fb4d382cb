/** The graph's versions: kept, read and published. */
@NullMarked
package matryoshka.service.graph;

import org.jspecify.annotations.NullMarked;

/** The graph's versions: storing, reading and publishing them. */
@NullMarked
package matryoshka.service.graph;

import org.jspecify.annotations.NullMarked;

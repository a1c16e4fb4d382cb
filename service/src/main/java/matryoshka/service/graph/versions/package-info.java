/** The versions of the graph as they are kept in Postgres, and read again. */
@NullMarked
package matryoshka.service.graph.versions;

import org.jspecify.annotations.NullMarked;

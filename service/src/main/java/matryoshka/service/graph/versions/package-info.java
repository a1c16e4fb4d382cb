/** The versions of the graph: storing them in PostgreSQL and reading them. */
@NullMarked
package matryoshka.service.graph.versions;

import org.jspecify.annotations.NullMarked;

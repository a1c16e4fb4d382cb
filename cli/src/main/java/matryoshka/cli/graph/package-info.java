/** {@code matryoshka graph}: the graph as a file under version control. */
@NullMarked
package matryoshka.cli.graph;

import org.jspecify.annotations.NullMarked;

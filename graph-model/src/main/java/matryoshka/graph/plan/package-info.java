/** Plans: the result of resolving a client's scopes in a graph, fitted into the size budget. */
@NullMarked
package matryoshka.graph.plan;

import org.jspecify.annotations.NullMarked;

/** Plans: what resolving a client's scopes in a graph yields, fitted into the size budget. */
@NullMarked
package matryoshka.graph.plan;

import org.jspecify.annotations.NullMarked;

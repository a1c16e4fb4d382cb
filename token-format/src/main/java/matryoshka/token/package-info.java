/** Tokens: claim names, building, nesting, sizes, signing and verification; independent of the graph, HTTP and SQL. */
@NullMarked
package matryoshka.token;

import org.jspecify.annotations.NullMarked;

/** Which tokens, scopes and services a client can reach, however long the path. */
@NullMarked
package matryoshka.graph.reach;

import org.jspecify.annotations.NullMarked;

/** Which changes of a graph give away authority, and whose consent they need. */
@NullMarked
package matryoshka.graph.power;

import org.jspecify.annotations.NullMarked;

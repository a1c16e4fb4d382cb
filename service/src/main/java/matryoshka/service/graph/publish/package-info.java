/** Changes of the graph: what they do, who may make them, and how they become a version. */
@NullMarked
package matryoshka.service.graph.publish;

import org.jspecify.annotations.NullMarked;

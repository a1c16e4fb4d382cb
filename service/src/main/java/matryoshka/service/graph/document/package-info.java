/** Graph documents as JSON and YAML: reading with every fault reported, writing in one canonical form. */
@NullMarked
package matryoshka.service.graph.document;

import org.jspecify.annotations.NullMarked;

/** Graph documents as JSON and YAML: reading with all violations reported, and writing in one canonical form. */
@NullMarked
package matryoshka.service.graph.document;

import org.jspecify.annotations.NullMarked;

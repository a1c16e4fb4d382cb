/** Where a service may send which of its tokens. */
@NullMarked
package matryoshka.service.graph.egress;

import org.jspecify.annotations.NullMarked;

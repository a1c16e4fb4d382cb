/** Previews of plans: what would be minted. */
@NullMarked
package matryoshka.service.graph.preview;

import org.jspecify.annotations.NullMarked;

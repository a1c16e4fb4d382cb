/** Previews of plans: what would be minted. */
@NullMarked
package matryoshka.service.plan;

import org.jspecify.annotations.NullMarked;

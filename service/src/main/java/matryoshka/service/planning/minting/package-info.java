/** From plans to tokens: sizes, templates and the trees minted from them. */
@NullMarked
package matryoshka.service.planning.minting;

import org.jspecify.annotations.NullMarked;

/** The plans that tokens were minted from: each plan once, not each token. */
@NullMarked
package matryoshka.service.planning.ledger;

import org.jspecify.annotations.NullMarked;

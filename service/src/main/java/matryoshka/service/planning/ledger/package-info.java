/** The plans that tokens were minted from: one entry for each plan, not for each token. */
@NullMarked
package matryoshka.service.planning.ledger;

import org.jspecify.annotations.NullMarked;

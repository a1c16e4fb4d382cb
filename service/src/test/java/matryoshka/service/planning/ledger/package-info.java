/** Which plans are in use. */
@NullMarked
package matryoshka.service.planning.ledger;

import org.jspecify.annotations.NullMarked;

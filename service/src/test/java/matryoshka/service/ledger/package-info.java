/** Which plans are in use. */
@NullMarked
package matryoshka.service.ledger;

import org.jspecify.annotations.NullMarked;

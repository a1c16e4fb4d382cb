/** Decides which snapshot answers a request to an OAuth endpoint. */
@NullMarked
package matryoshka.service.snapshot.admission;

import org.jspecify.annotations.NullMarked;

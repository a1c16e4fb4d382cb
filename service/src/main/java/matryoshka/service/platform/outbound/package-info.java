/** Requests that the issuer makes to registered addresses: where they may go, and how much they may cost. */
@NullMarked
package matryoshka.service.platform.outbound;

import org.jspecify.annotations.NullMarked;

/** Requests that the issuer itself makes to addresses that somebody registered: where they may lead, and how much they may cost. */
@NullMarked
package matryoshka.service.platform.outbound;

import org.jspecify.annotations.NullMarked;

/** Other issuers whose tokens may begin a chain here (RFC 8693): their registration, their keys, and the verification of their tokens. */
@NullMarked
package matryoshka.service.trust;

import org.jspecify.annotations.NullMarked;

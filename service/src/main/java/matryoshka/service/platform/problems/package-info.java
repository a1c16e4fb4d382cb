/** Errors outside the OAuth endpoints: problem details (RFC 9457). */
@NullMarked
package matryoshka.service.platform.problems;

import org.jspecify.annotations.NullMarked;

/** What clients are told when something outside the OAuth endpoints goes wrong: problem details (RFC 9457). */
@NullMarked
package matryoshka.service.platform.problems;

import org.jspecify.annotations.NullMarked;

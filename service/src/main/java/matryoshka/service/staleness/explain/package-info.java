/** Explains where a token's authority comes from, what has changed since, and what the token would be today. */
@NullMarked
package matryoshka.service.staleness.explain;

import org.jspecify.annotations.NullMarked;

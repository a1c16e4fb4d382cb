/** Why a token holds what it holds, what has changed since, and what it would be today. */
@NullMarked
package matryoshka.service.staleness.explain;

import org.jspecify.annotations.NullMarked;

/** What only shows when a token is asked for: the conditions of dependencies and the parameters that they require. */
@NullMarked
package matryoshka.service.planning.conditions;

import org.jspecify.annotations.NullMarked;

/** Decisions that depend on the request: conditions of dependencies, and the parameters that they require. */
@NullMarked
package matryoshka.service.planning.conditions;

import org.jspecify.annotations.NullMarked;

/** The rules for valid graphs. */
@NullMarked
package matryoshka.graph.validation;

import org.jspecify.annotations.NullMarked;

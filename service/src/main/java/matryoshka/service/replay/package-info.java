/** What clients may show once only, across all instances. */
@NullMarked
package matryoshka.service.replay;

import org.jspecify.annotations.NullMarked;

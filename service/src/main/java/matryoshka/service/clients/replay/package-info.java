/** What clients may show once only, across all instances. */
@NullMarked
package matryoshka.service.clients.replay;

import org.jspecify.annotations.NullMarked;

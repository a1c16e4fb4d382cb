/** Replay protection across all instances for what clients may present only once. */
@NullMarked
package matryoshka.service.clients.replay;

import org.jspecify.annotations.NullMarked;

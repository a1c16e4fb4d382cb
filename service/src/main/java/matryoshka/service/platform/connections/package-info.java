/** Limits on what the peers of HTTP connections can use of this process: threads, memory and time. */
@NullMarked
package matryoshka.service.platform.connections;

import org.jspecify.annotations.NullMarked;

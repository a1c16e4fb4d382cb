/** What the peers of HTTP connections can hold of this process: threads, memory and time. */
@NullMarked
package matryoshka.service.platform.connections;

import org.jspecify.annotations.NullMarked;

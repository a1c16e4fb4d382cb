/** The database's clock, which is one for all instances, and how far the machine's own is from it. */
@NullMarked
package matryoshka.service.platform.time;

import org.jspecify.annotations.NullMarked;

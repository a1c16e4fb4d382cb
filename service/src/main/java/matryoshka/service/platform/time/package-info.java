/** The database's clock, shared by all instances, and the offset of the machine's clock from it. */
@NullMarked
package matryoshka.service.platform.time;

import org.jspecify.annotations.NullMarked;

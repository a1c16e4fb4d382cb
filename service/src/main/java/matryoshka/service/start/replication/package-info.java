/** How every instance hears of what another one changed. */
@NullMarked
package matryoshka.service.start.replication;

import org.jspecify.annotations.NullMarked;

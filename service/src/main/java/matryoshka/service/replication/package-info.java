/** How every instance hears of what another one changed. */
@NullMarked
package matryoshka.service.replication;

import org.jspecify.annotations.NullMarked;

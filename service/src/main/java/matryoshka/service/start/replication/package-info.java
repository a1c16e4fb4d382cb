/** How instances learn of each other's changes. */
@NullMarked
package matryoshka.service.start.replication;

import org.jspecify.annotations.NullMarked;

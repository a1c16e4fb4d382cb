@NullMarked
package matryoshka.service.start.replication;

import org.jspecify.annotations.NullMarked;

@NullMarked
package matryoshka.service.replication;

import org.jspecify.annotations.NullMarked;

@NullMarked
package matryoshka.service.staleness;

import org.jspecify.annotations.NullMarked;

@NullMarked
package matryoshka.service.staleness.explain;

import org.jspecify.annotations.NullMarked;

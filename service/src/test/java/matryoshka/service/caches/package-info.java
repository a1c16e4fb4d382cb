@NullMarked
package matryoshka.service.caches;

import org.jspecify.annotations.NullMarked;

@NullMarked
package matryoshka.service.platform.caches;

import org.jspecify.annotations.NullMarked;

/** Caches, weighed in bytes, with one bound for all of them together. */
@NullMarked
package matryoshka.service.platform.caches;

import org.jspecify.annotations.NullMarked;

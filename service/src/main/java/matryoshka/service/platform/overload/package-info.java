/** Refuses requests before there are so many that all of them are answered late. */
@NullMarked
package matryoshka.service.platform.overload;

import org.jspecify.annotations.NullMarked;

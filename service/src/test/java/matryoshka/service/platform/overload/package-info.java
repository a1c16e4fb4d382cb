@NullMarked
package matryoshka.service.platform.overload;

import org.jspecify.annotations.NullMarked;

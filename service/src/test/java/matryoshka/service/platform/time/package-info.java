@NullMarked
package matryoshka.service.platform.time;

import org.jspecify.annotations.NullMarked;

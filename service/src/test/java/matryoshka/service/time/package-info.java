@NullMarked
package matryoshka.service.time;

import org.jspecify.annotations.NullMarked;

@NullMarked
package matryoshka.service.testing;

import org.jspecify.annotations.NullMarked;

@NullMarked
package matryoshka.service.platform.about;

import org.jspecify.annotations.NullMarked;

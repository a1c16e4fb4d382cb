/** Files that hold secrets. */
@NullMarked
package matryoshka.service.platform.files;

import org.jspecify.annotations.NullMarked;

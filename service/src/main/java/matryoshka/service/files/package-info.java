/** Files that hold secrets. */
@NullMarked
package matryoshka.service.files;

import org.jspecify.annotations.NullMarked;

/** Reading and writing JSON and YAML. */
@NullMarked
package matryoshka.service.platform.json;

import org.jspecify.annotations.NullMarked;

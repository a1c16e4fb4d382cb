@NullMarked
package matryoshka.resource;

import org.jspecify.annotations.NullMarked;

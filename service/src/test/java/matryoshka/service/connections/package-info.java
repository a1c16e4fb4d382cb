@NullMarked
package matryoshka.service.connections;

import org.jspecify.annotations.NullMarked;

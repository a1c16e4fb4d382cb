@NullMarked
package matryoshka.service.platform.connections;

import org.jspecify.annotations.NullMarked;

@NullMarked
package matryoshka.service.clients;

import org.jspecify.annotations.NullMarked;

/** Registering, changing and removing clients. */
@NullMarked
package matryoshka.service.clients.registration;

import org.jspecify.annotations.NullMarked;

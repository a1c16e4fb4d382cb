/** Authentication of clients by secrets, assertions and certificates. */
@NullMarked
package matryoshka.service.clients.authentication;

import org.jspecify.annotations.NullMarked;

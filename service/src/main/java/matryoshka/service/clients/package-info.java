/** OAuth clients: registration (RFC 7591), secrets and authentication. */
@NullMarked
package matryoshka.service.clients;

import org.jspecify.annotations.NullMarked;

/** The certificates of clients, from the TLS connection or from a proxy that ended it (RFC 8705, RFC 9440). */
@NullMarked
package matryoshka.service.clients.certificates;

import org.jspecify.annotations.NullMarked;

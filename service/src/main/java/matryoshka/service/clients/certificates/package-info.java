/** Client certificates, from the TLS connection or from a proxy that terminated it (RFC 8705, RFC 9440). */
@NullMarked
package matryoshka.service.clients.certificates;

import org.jspecify.annotations.NullMarked;

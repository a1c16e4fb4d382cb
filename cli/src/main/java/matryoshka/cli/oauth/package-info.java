/** The OAuth endpoints of a running issuer: exchange, introspection, revocation. */
@NullMarked
package matryoshka.cli.oauth;

import org.jspecify.annotations.NullMarked;

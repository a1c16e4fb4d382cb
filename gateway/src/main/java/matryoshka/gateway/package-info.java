/**
 * The gateway: verifies tokens for proxies ({@code /forward-auth}), and gives services in any language the token for the next service
 * ({@code /token}).
 */
@NullMarked
package matryoshka.gateway;

import org.jspecify.annotations.NullMarked;

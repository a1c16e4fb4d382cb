/** Tests of the gateway, and of it behind real proxies. */
@NullMarked
package matryoshka.gateway;

import org.jspecify.annotations.NullMarked;

/** Split tokens: the client holds the signature, and gateways fetch the rest. */
@NullMarked
package matryoshka.service.tokens.split;

import org.jspecify.annotations.NullMarked;

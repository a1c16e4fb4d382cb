/** {@code matryoshka token}: issuing tokens, and inspecting them offline. */
@NullMarked
package matryoshka.cli.token;

import org.jspecify.annotations.NullMarked;

/** Sessions of the web console that a one-time link begins. */
@NullMarked
package matryoshka.service.tokens.console;

import org.jspecify.annotations.NullMarked;

/** Puts the right token on requests of {@link java.net.http}, and has what adapters to other HTTP clients need. */
@NullMarked
package matryoshka.resource.http;

import org.jspecify.annotations.NullMarked;

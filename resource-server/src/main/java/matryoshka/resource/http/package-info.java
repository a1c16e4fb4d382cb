/** Puts the right token on requests of {@link java.net.http}. */
@NullMarked
package matryoshka.resource.http;

import org.jspecify.annotations.NullMarked;

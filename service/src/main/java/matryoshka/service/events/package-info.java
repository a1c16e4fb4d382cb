/** What each version of the graph did to tokens in circulation: taken down once, and told to whoever listens. */
@NullMarked
package matryoshka.service.events;

import org.jspecify.annotations.NullMarked;

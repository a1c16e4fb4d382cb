/** What each version of the graph did to tokens in circulation: recorded once, and told to whoever listens. */
@NullMarked
package matryoshka.service.staleness.events;

import org.jspecify.annotations.NullMarked;

/** What each graph version did to tokens in circulation: recorded once, and sent to every listener. */
@NullMarked
package matryoshka.service.staleness.events;

import org.jspecify.annotations.NullMarked;

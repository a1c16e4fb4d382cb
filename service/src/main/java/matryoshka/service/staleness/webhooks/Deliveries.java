package matryoshka.service.staleness.webhooks;

import java.time.Duration;
import java.util.List;

/** What is still to be told to resource servers. */
public interface Deliveries {
    /**
     * Takes some that are due, of each service the earliest. Nobody else gets them for a while: whoever takes one settles it within this
     * time, or it is due again.
     */
    List<Delivery> take(int most, Duration lease);

    /** It has arrived. */
    void delivered(Delivery delivery);

    /** It has not, and is due again after this time. */
    void failed(Delivery delivery, Duration pause);

    /** It has not, and never will. */
    void givenUp(Delivery delivery);
}

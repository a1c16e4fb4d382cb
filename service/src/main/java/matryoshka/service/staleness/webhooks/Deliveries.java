package matryoshka.service.staleness.webhooks;

import java.time.Duration;
import java.util.List;

/** The pending deliveries to resource servers. */
public interface Deliveries {
    /**
     * Takes some deliveries that are due, the earliest of each service. No other caller gets them during the lease. The caller settles each
     * within the lease; otherwise it is due again.
     */
    List<Delivery> take(int most, Duration lease);

    /** Notes that a delivery succeeded. */
    void delivered(Delivery delivery);

    /** Notes that a delivery failed; it is due again after the pause. */
    void failed(Delivery delivery, Duration pause);

    /** Notes that a delivery failed and will not be tried again. */
    void givenUp(Delivery delivery);
}

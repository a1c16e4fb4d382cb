package matryoshka.service.staleness.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.platform.outbound.OutboundOutcome;
import matryoshka.service.platform.outbound.OutboundOutcome.Answer;
import matryoshka.service.platform.outbound.OutboundRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes security event tokens to resource servers (RFC 8935 §2), several at a time. Any answer of 200 to 299 is as good as the 202 that
 * it should be; after anything else it is tried again, later and later, for a day.
 */
public final class SendDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(SendDeliveries.class);
    private static final int MAX_UNDER_WAY = 16;
    private static final int MAX_ANSWER_BYTES = 16 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Longer than an attempt takes, with all that it may wait for. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Deliveries deliveries;
    private final SignEvent signEvent;
    private final Supplier<KeyRing> keys;
    private final OutboundHttp http;
    private final DoubleSupplier chance;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param chance from 0 to 1, another one each time */
    public SendDeliveries(
            Deliveries deliveries,
            SignEvent signEvent,
            Supplier<KeyRing> keys,
            OutboundHttp http,
            DoubleSupplier chance) {
        this.deliveries = deliveries;
        this.signEvent = signEvent;
        this.keys = keys;
        this.http = http;
        this.chance = chance;
    }

    /**
     * Begins to send what is due.
     *
     * @param settling runs what comes after an answer
     * @param settled is told of each that has come to an end
     */
    void send(Executor settling, Runnable settled) {
        int free = MAX_UNDER_WAY - underWay.get();
        List<Delivery> due = free > 0 ? deliveries.take(free, LEASE) : List.of();
        for (Delivery delivery : due) {
            send(delivery, settling, settled);
        }
    }

    private void send(Delivery delivery, Executor settling, Runnable settled) {
        // Before it counts as under way: whatever this throws, its place is not lost.
        OutboundRequest request = request(delivery);
        underWay.incrementAndGet();
        try {
            // Its end is told to who asked for it.
            var unused = http.send(request)
                    .thenAcceptAsync(outcome -> settle(delivery, outcome), settling)
                    .whenComplete((nothing, failure) -> {
                        underWay.decrementAndGet();
                        settled.run();
                    });
        } catch (Throwable failure) {
            underWay.decrementAndGet();
            throw failure;
        }
    }

    private OutboundRequest request(Delivery delivery) {
        return new OutboundRequest(
                "POST",
                delivery.url(),
                Map.of("Content-Type", "application/" + SignEvent.TYPE, "Accept", "application/json"),
                Optional.of(signEvent.sign(keys.get(), delivery)),
                MAX_ANSWER_BYTES,
                PATIENCE);
    }

    private void settle(Delivery delivery, OutboundOutcome outcome) {
        try {
            if (outcome instanceof Answer answer && answer.status() / 100 == 2) {
                deliveries.delivered(delivery);
            } else if (delivery.isLast()) {
                deliveries.givenUp(delivery);
                WebhookAudit.gaveUp(delivery);
                LOG.warn(
                        "The webhook of {} was tried in vain for a day: {} is given up.", delivery.service(), delivery);
            } else {
                deliveries.failed(delivery, Backoff.after(delivery.attempts(), chance.getAsDouble()));
                LOG.info("{} was not delivered at attempt {}: {}", delivery, delivery.attempts(), outcome);
            }
        } catch (RuntimeException unavailable) {
            // It is due again when its time with us is over: told twice rather than never.
            LOG.warn(
                    "What came of {} cannot be written: {}",
                    delivery,
                    unavailable.getClass().getSimpleName());
        }
    }
}

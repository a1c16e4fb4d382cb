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
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.platform.outbound.OutboundOutcome;
import matryoshka.service.platform.outbound.OutboundOutcome.Answer;
import matryoshka.service.platform.outbound.OutboundRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes security event tokens to resource servers (RFC 8935 §2), several at a time. The receiver should answer 202, but any status from
 * 200 to 299 counts as success. After anything else the delivery is retried, with growing pauses, for a day.
 */
public final class SendDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(SendDeliveries.class);
    private static final int MAX_UNDER_WAY = 16;
    private static final int MAX_ANSWER_BYTES = 16 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Longer than an attempt takes, including all its waits. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Deliveries deliveries;
    private final SignEvent signEvent;
    private final Supplier<KeyRing> keys;
    private final OutboundHttp http;
    private final AuditLog audit;
    private final DoubleSupplier chance;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param chance random, from 0 to 1, different on each call */
    public SendDeliveries(
            Deliveries deliveries,
            SignEvent signEvent,
            Supplier<KeyRing> keys,
            OutboundHttp http,
            AuditLog audit,
            DoubleSupplier chance) {
        this.deliveries = deliveries;
        this.signEvent = signEvent;
        this.keys = keys;
        this.http = http;
        this.audit = audit;
        this.chance = chance;
    }

    /**
     * Starts sending what is due.
     *
     * @param settling runs the work after a response
     * @param settled is called after each delivery that has ended
     */
    void send(Executor settling, Runnable settled) {
        int free = MAX_UNDER_WAY - underWay.get();
        List<Delivery> due = free > 0 ? deliveries.take(free, LEASE) : List.of();
        for (Delivery delivery : due) {
            send(delivery, settling, settled);
        }
    }

    private void send(Delivery delivery, Executor settling, Runnable settled) {
        // Made before it counts as under way, so that an exception here cannot leak its slot.
        OutboundRequest request = request(delivery);
        underWay.incrementAndGet();
        try {
            // The result is reported through the callback.
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
                audit.webhookGivenUp(delivery.service(), delivery.version(), delivery.attempts());
                LOG.warn(
                        "The webhook of {} has failed for a day; giving up delivery of {}.",
                        delivery.service(),
                        delivery);
            } else {
                deliveries.failed(delivery, Backoff.after(delivery.attempts(), chance.getAsDouble()));
                LOG.info("Delivery of {} failed at attempt {}: {}", delivery, delivery.attempts(), outcome);
            }
        } catch (RuntimeException unavailable) {
            // It becomes due again when its lease ends: delivered twice rather than never.
            LOG.warn(
                    "Could not record the outcome of delivering {}: {}",
                    delivery,
                    unavailable.getClass().getSimpleName());
        }
    }
}

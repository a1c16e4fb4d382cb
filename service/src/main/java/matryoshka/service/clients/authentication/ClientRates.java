package matryoshka.service.clients.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits the rate of requests of each authenticated client, on this instance: by a token bucket, which lets through bursts. Requests that
 * fail to authenticate take nothing from it, so nobody can use up the rate of another client. Thread-safe.
 */
public final class ClientRates {
    /** How many clients have a bucket. The bucket of a client that was dropped is full when it comes back. */
    static final int MAX_CLIENTS = 10_000;

    /** Limits nothing. */
    public static final ClientRates UNLIMITED = new ClientRates(0, 0, TimeMeter.SYSTEM_NANOTIME);

    private final int perSecond;
    private final int burst;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_CLIENTS).build();

    /**
     * Limits to a rate.
     *
     * @param perSecond requests in a second; 0 for no limit
     * @param burst how many requests may come at once, after a pause
     */
    public ClientRates(int perSecond, int burst) {
        this(perSecond, burst, TimeMeter.SYSTEM_NANOTIME);
    }

    ClientRates(int perSecond, int burst, TimeMeter time) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.time = time;
    }

    /** Lets a request through; returns, if it came too early, after which time the next one can come. */
    Optional<Duration> tooEarly(String clientId) {
        if (perSecond == 0) {
            return Optional.empty();
        }
        ConsumptionProbe probe = buckets.get(clientId, client -> bucket()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}

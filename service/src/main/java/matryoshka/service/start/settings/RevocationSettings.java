package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/** {@code revocation} in {@code config.yml}. */
public final class RevocationSettings {
    @JsonProperty
    @NotNull
    @MinDuration(value = 5, unit = TimeUnit.SECONDS)
    private Duration maxDisconnected = Duration.seconds(60);

    @JsonProperty
    @Min(100)
    private int maxPerClient = 10_000;

    @JsonProperty
    @Min(1)
    @Max(50)
    private int maxHeapPercent = 10;

    /** Returns how many revocations in force one client may have requested. */
    public int maxPerClient() {
        return maxPerClient;
    }

    /** Returns the percentage of the heap that all revocations in force may use. */
    public int maxHeapPercent() {
        return maxHeapPercent;
    }

    /** Returns for how long an instance still confirms tokens as active after it last received revocations. */
    public java.time.Duration maxDisconnected() {
        return maxDisconnected.toJavaDuration();
    }
}

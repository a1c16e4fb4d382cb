package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/** {@code statusList} in {@code config.yml}: how the status of tokens is published. */
public final class StatusListSettings {
    @JsonProperty
    private boolean enabled = true;

    @JsonProperty
    @NotNull
    @DurationRange(min = 1, max = 86_400, unit = TimeUnit.SECONDS)
    private Duration ttl = Duration.minutes(1);

    @JsonProperty
    @NotNull
    @DurationRange(min = 1, max = 86_400, unit = TimeUnit.SECONDS)
    private Duration ownIndexAfter = Duration.minutes(10);

    @JsonProperty
    @Min(0)
    @Max(1_000_000)
    private int maxOwnIndexes = 10_000;

    /** Returns how long tokens must live to have an index of their own. */
    public java.time.Duration ownIndexAfter() {
        return ownIndexAfter.toJavaDuration();
    }

    /** Returns how many token trees of a client can have indexes of their own. */
    public int maxOwnIndexes() {
        return maxOwnIndexes;
    }

    /** Returns whether tokens say where their status is published. */
    public boolean enabled() {
        return enabled;
    }

    /** Returns after which time clients should fetch a list again; whole seconds. */
    public java.time.Duration ttl() {
        return java.time.Duration.ofSeconds(ttl.toSeconds());
    }
}

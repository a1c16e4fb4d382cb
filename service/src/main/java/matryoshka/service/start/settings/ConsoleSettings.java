package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/** {@code console} in {@code config.yml}: the web console. */
public final class ConsoleSettings {
    @JsonProperty
    private boolean enabled = true;

    @JsonProperty
    @NotNull
    @MinDuration(value = 10, unit = TimeUnit.SECONDS)
    @MaxDuration(value = 1, unit = TimeUnit.HOURS)
    private Duration linkLifetime = Duration.minutes(5);

    @JsonProperty
    @NotNull
    @MinDuration(value = 1, unit = TimeUnit.MINUTES)
    @MaxDuration(value = 24, unit = TimeUnit.HOURS)
    private Duration maxSession = Duration.hours(8);

    @JsonProperty
    @Min(1)
    @Max(10_000)
    private int maxSessionsPerClient = 20;

    @JsonIgnore
    public boolean isEnabled() {
        return enabled;
    }

    /**
     * Returns how long a one-time link can be opened: not longer than a revocation of its client is remembered.
     *
     * @param revocations how long that is
     */
    public java.time.Duration linkLifetime(java.time.Duration revocations) {
        java.time.Duration set = linkLifetime.toJavaDuration();
        return set.compareTo(revocations) <= 0 ? set : revocations;
    }

    /** Returns how long a session that a link began lasts at most. */
    public java.time.Duration maxSession() {
        return maxSession.toJavaDuration();
    }

    /** Returns how many such sessions of one client can be alive. */
    public int maxSessionsPerClient() {
        return maxSessionsPerClient;
    }
}

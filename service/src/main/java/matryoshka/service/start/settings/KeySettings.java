package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import matryoshka.service.keys.KeySchedule;

/** {@code keys} in {@code config.yml}: when signing keys are replaced. */
public final class KeySettings {
    /** Twice the time in which every instance publishes a new key. An instance that may be further behind forbids caching. */
    private static final java.time.Duration PROPAGATION = java.time.Duration.ofSeconds(2);

    @JsonProperty
    @NotNull
    @MinDuration(value = 0, unit = TimeUnit.SECONDS)
    private Duration rotateAfter = Duration.days(90);

    @JsonProperty
    @NotNull
    @MinDuration(value = 1, unit = TimeUnit.SECONDS)
    private Duration jwksMaxAge = Duration.minutes(5);

    /** Returns how long a verifier may use the keys without checking for new ones. */
    public java.time.Duration jwksMaxAge() {
        return jwksMaxAge.toJavaDuration();
    }

    /** Returns when keys change their states. */
    public KeySchedule schedule(TokenSettings tokens) {
        return new KeySchedule(
                tokens.algorithm(), rotateAfter.toJavaDuration(), jwksMaxAge().plus(PROPAGATION), tokens.longestLife());
    }
}

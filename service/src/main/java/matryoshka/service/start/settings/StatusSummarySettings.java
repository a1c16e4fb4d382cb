package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/** {@code statusSummary} in {@code config.yml}: the one document that says what verifiers cannot see in tokens. */
public final class StatusSummarySettings {
    @JsonProperty
    @NotNull
    @DurationRange(min = 1, max = 3_600, unit = TimeUnit.SECONDS)
    private Duration ttl = Duration.seconds(10);

    @JsonProperty
    @Min(1)
    @Max(1_000_000)
    private int maxEntries = 10_000;

    /** Returns after which time to fetch the summary again; whole seconds. */
    public java.time.Duration ttl() {
        return java.time.Duration.ofSeconds(ttl.toSeconds());
    }

    /** Returns with how many entries a summary is still complete. */
    public int maxEntries() {
        return maxEntries;
    }
}

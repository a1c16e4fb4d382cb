package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/** {@code plans} in {@code config.yml}: how many plans there may be, and how much is looked at when the graph changes. */
public final class PlanSettings {
    @JsonProperty
    @Min(8)
    @Max(100_000)
    private int maxPerClient = 1_000;

    @JsonProperty
    @NotNull
    @DurationRange(min = 100, max = 60_000, unit = TimeUnit.MILLISECONDS)
    private Duration impactTime = Duration.seconds(4);

    @JsonProperty
    @Min(1)
    @Max(100_000)
    private int impactEntries = 1_000;

    /** Plans of which tokens may be alive, of chains that one client began. */
    public int maxPerClient() {
        return maxPerClient;
    }

    /** How long the impact of a change may be measured. */
    public java.time.Duration impactTime() {
        return impactTime.toJavaDuration();
    }

    /** How many plans, and how much new reach, an impact tells of. */
    public int impactEntries() {
        return impactEntries;
    }
}

package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/** {@code plans} in {@code config.yml}: how many plans there may be, and how much is examined when the graph changes. */
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

    /** Returns how many plans with live tokens there may be in chains that one client began. */
    public int maxPerClient() {
        return maxPerClient;
    }

    /** Returns how long measuring the impact of a change may take. */
    public java.time.Duration impactTime() {
        return impactTime.toJavaDuration();
    }

    /** Returns how many plans, and how much new reach, an impact may list. */
    public int impactEntries() {
        return impactEntries;
    }
}

package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import matryoshka.graph.ExcessPolicy;

/** {@code staleness} in {@code config.yml}: what happens to tokens when the graph has changed. */
public final class StalenessSettings {
    @JsonProperty
    @NotNull
    private ExcessPolicy excess = ExcessPolicy.FLAG;

    @JsonProperty
    @NotNull
    @MinDuration(value = 0, unit = TimeUnit.SECONDS)
    private Duration missingGrace = Duration.seconds(0);

    /** Returns what happens to a token with withdrawn authority, unless the dependency that gave it says otherwise. */
    public ExcessPolicy excess() {
        return excess;
    }

    /** Returns for how long after a change a token that only lacks authority does not count as stale. */
    public java.time.Duration missingGrace() {
        return missingGrace.toJavaDuration();
    }
}

package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import matryoshka.graph.ExcessPolicy;

/** {@code staleness} in {@code config.yml}: what becomes of tokens that the graph has changed under. */
public final class StalenessSettings {
    @JsonProperty
    @NotNull
    private ExcessPolicy excess = ExcessPolicy.FLAG;

    @JsonProperty
    @NotNull
    @MinDuration(value = 0, unit = TimeUnit.SECONDS)
    private Duration missingGrace = Duration.seconds(0);

    /** What becomes of a token that holds withdrawn authority, unless the dependency it was had along says otherwise. */
    public ExcessPolicy excess() {
        return excess;
    }

    /** How long after a change a token that only lacks authority is not called stale. */
    public java.time.Duration missingGrace() {
        return missingGrace.toJavaDuration();
    }
}

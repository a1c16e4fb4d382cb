package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import matryoshka.service.platform.overload.OverloadLimits;

/** {@code overload} in {@code config.yml}: when requests for tokens and for introspection are refused. */
public final class OverloadSettings {
    @JsonProperty
    @Min(1)
    private int runningPerProcessor = 3;

    @JsonProperty
    @Min(0)
    private int queuedPerProcessor = 256;

    @JsonProperty
    @NotNull
    @MinDuration(value = 0, unit = TimeUnit.MILLISECONDS)
    private Duration burst = Duration.milliseconds(100);

    @JsonProperty
    @NotNull
    @MinDuration(value = 0, unit = TimeUnit.MILLISECONDS)
    private Duration wait = Duration.milliseconds(10);

    /**
     * Returns the limits of one instance.
     *
     * @param processors how many it has
     */
    public OverloadLimits limits(int processors) {
        return new OverloadLimits(
                runningPerProcessor * processors,
                queuedPerProcessor * processors,
                burst.toJavaDuration(),
                wait.toJavaDuration());
    }
}

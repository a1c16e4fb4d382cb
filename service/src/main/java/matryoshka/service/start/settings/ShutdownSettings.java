package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/** {@code shutdown} in {@code config.yml}: how the process stops when it is told to. */
public final class ShutdownSettings {
    @JsonProperty
    @NotNull
    @MinDuration(value = 0, unit = TimeUnit.SECONDS)
    private Duration delay = Duration.seconds(5);

    /** Returns how long the server keeps serving after it has become unhealthy. */
    public java.time.Duration delay() {
        return delay.toJavaDuration();
    }
}

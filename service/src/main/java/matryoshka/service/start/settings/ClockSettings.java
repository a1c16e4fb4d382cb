package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/** {@code clock} in {@code config.yml}: how far this machine's clock may be from the database's. */
public final class ClockSettings {
    @JsonProperty
    @NotNull
    @MinDuration(value = 1, unit = TimeUnit.SECONDS)
    private Duration alarmOffset = Duration.seconds(30);

    @JsonProperty
    @NotNull
    private Duration maxOffset = Duration.seconds(60);

    /** Further apart, an instance is unhealthy. */
    public java.time.Duration alarmOffset() {
        return alarmOffset.toJavaDuration();
    }

    /** Further apart, an instance neither mints nor revokes, nor judges tokens. */
    public java.time.Duration maxOffset() {
        return maxOffset.toJavaDuration();
    }

    @JsonIgnore
    @ValidationMethod(message = "alarmOffset must not be greater than maxOffset")
    public boolean isAlarmedFirst() {
        return alarmOffset.compareTo(maxOffset) <= 0;
    }
}

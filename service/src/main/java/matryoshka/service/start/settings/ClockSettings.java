package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/** {@code clock} in {@code config.yml}: how far this machine's clock may differ from the database's. */
public final class ClockSettings {
    @JsonProperty
    @NotNull
    @MinDuration(value = 1, unit = TimeUnit.SECONDS)
    private Duration alarmOffset = Duration.seconds(30);

    @JsonProperty
    @NotNull
    private Duration maxOffset = Duration.seconds(60);

    /** Beyond this offset, the instance is unhealthy. */
    public java.time.Duration alarmOffset() {
        return alarmOffset.toJavaDuration();
    }

    /** Beyond this offset, the instance neither mints nor revokes nor evaluates tokens. */
    public java.time.Duration maxOffset() {
        return maxOffset.toJavaDuration();
    }

    @JsonIgnore
    @ValidationMethod(message = "alarmOffset must not be greater than maxOffset")
    public boolean isAlarmedFirst() {
        return alarmOffset.compareTo(maxOffset) <= 0;
    }
}

package matryoshka.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/** {@code revocation} in {@code config.yml}. */
public final class RevocationSettings {
    @JsonProperty
    @NotNull
    @MinDuration(value = 5, unit = TimeUnit.SECONDS)
    private Duration maxDisconnected = Duration.seconds(60);

    /** For how long after it last heard what is revoked an instance says of tokens that they are good. */
    public java.time.Duration maxDisconnected() {
        return maxDisconnected.toJavaDuration();
    }
}

package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Min;
import matryoshka.service.clients.authentication.ClientRates;

/** {@code rates} in {@code config.yml}: how many requests a client may send. */
public final class RateSettings {
    @JsonProperty
    private boolean enabled;

    @JsonProperty
    @Min(1)
    private int perSecond = 50;

    @JsonProperty
    @Min(1)
    private int burst = 200;

    /** Returns the requests in a second. */
    public int perSecond() {
        return perSecond;
    }

    /** Returns how many requests may come at once. */
    public int burst() {
        return burst;
    }

    /** Creates the limits. Call it once. */
    public ClientRates rates() {
        return enabled ? new ClientRates(perSecond, burst) : ClientRates.UNLIMITED;
    }
}

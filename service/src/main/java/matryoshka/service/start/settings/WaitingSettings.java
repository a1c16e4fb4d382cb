package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Min;
import matryoshka.service.platform.http.Places;

/** {@code waiting} in {@code config.yml}: how many requests may wait for a version of the graph. */
public final class WaitingSettings {
    @JsonProperty
    @Min(1)
    private int max = 32;

    @JsonProperty
    @Min(1)
    private int maxPerClient = 8;

    /** Creates the places. Call it once. */
    public Places places() {
        return new Places(max, maxPerClient);
    }
}

package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** {@code budget.inside} in {@code config.yml}: the budget of tokens that a gateway gets for a client's handle. */
public final class InsideSettings {
    @JsonProperty
    @Min(1)
    @Max(1_000)
    private int maxTokens = 256;

    @JsonProperty
    @Min(1_024)
    @Max(32_768)
    private int maxBytes = 32_768;

    int maxTokens() {
        return maxTokens;
    }

    int maxBytes() {
        return maxBytes;
    }
}

package matryoshka.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** {@code budget} in {@code config.yml}: how large one outer token, with all that it embeds, may become. */
public final class BudgetSettings {
    /** What happens to a plan over the budget. */
    public enum Overflow {
        /** Edges are cut from it, which the holders exchange for. */
        @JsonProperty("exchange")
        EXCHANGE,
        /** It is refused. */
        @JsonProperty("reject")
        REJECT
    }

    @JsonProperty
    @Min(1)
    @Max(32)
    private int maxDepth = 8;

    @JsonProperty
    @Min(1)
    @Max(1_000)
    private int maxTokens = 64;

    @JsonProperty
    @Min(1_024)
    @Max(15_000)
    private int maxBytes = 6_144;

    @JsonProperty
    @NotNull
    private Overflow overflow = Overflow.EXCHANGE;

    /** Levels of tokens, the outer one included. */
    public int maxDepth() {
        return maxDepth;
    }

    /** Tokens in one tree, the outer one included. */
    public int maxTokens() {
        return maxTokens;
    }

    /** Bytes of the outer token as it travels. */
    public int maxBytes() {
        return maxBytes;
    }

    public Overflow overflow() {
        return overflow;
    }
}

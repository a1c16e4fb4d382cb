package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import matryoshka.graph.plan.Budget;

/** {@code budget} in {@code config.yml}: how large one outer token, with everything embedded in it, may become. */
public final class BudgetSettings {
    @JsonProperty
    @Min(1)
    @Max(32)
    private int maxDepth = 16;

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
    private Budget.Overflow overflow = Budget.Overflow.EXCHANGE;

    @JsonProperty
    @NotNull
    @Valid
    private InsideSettings inside = new InsideSettings();

    /** Returns the limits for tokens that are minted for the handle of a client, and never leave the operator's network. */
    public Budget inside() {
        return new Budget(maxDepth, inside.maxTokens(), inside.maxBytes(), overflow);
    }

    /** Returns the limits, and what happens to a plan that exceeds them. */
    public Budget budget() {
        return new Budget(maxDepth, maxTokens, maxBytes, overflow);
    }
}

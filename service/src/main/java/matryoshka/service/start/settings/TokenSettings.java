package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import matryoshka.token.SigningAlgorithm;

/** {@code tokens} in {@code config.yml}: the properties of every token unless the graph or its client says otherwise. */
public final class TokenSettings {
    @JsonProperty
    @NotNull
    private SigningAlgorithm algorithm = SigningAlgorithm.ES256;

    @JsonProperty
    @NotNull
    @MinDuration(value = 1, unit = TimeUnit.SECONDS)
    private Duration lifetime = Duration.minutes(5);

    @JsonProperty
    @NotNull
    private Duration maxLifetime = Duration.hours(1);

    @JsonProperty
    @NotNull
    @MinDuration(value = 1, unit = TimeUnit.SECONDS)
    private Duration maxExtension = Duration.hours(24);

    @JsonProperty
    @NotNull
    private Duration maxDisconnected = Duration.minutes(15);

    @JsonProperty
    @Min(1)
    @Max(32)
    private int maxActors = 8;

    @JsonProperty
    @NotNull
    @MinDuration(value = 0, unit = TimeUnit.SECONDS)
    private Duration phantomMaxAge = Duration.seconds(10);

    @JsonProperty
    @Min(1)
    @Max(1_000_000)
    private int maxSplitTokens = 20_000;

    /** Returns how many living split tokens of one client are kept. */
    public int maxSplitTokens() {
        return maxSplitTokens;
    }

    /** Returns how long a gateway may keep the token that it got for a handle. */
    public java.time.Duration phantomMaxAge() {
        return phantomMaxAge.toJavaDuration();
    }

    /** Returns the algorithm (RFC 7518, RFC 8037) that signs tokens. */
    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    /** Returns how long a token lives. */
    public java.time.Duration lifetime() {
        return lifetime.toJavaDuration();
    }

    /** Returns the longest lifetime that the graph can give a token. */
    public java.time.Duration maxLifetime() {
        return maxLifetime.toJavaDuration();
    }

    /** Returns by how much, at most, the graph can let a token outlive its subject token. */
    public java.time.Duration maxExtension() {
        return maxExtension.toJavaDuration();
    }

    /** Returns the longest time from the issuance of a token to the expiry of it and of everything derived from it. */
    public java.time.Duration longestLife() {
        return maxLifetime().plus(maxExtension());
    }

    /** Returns how long tokens are minted from what was known when the database last answered. */
    public java.time.Duration maxDisconnected() {
        return maxDisconnected.toJavaDuration();
    }

    /** Returns how many may act in a chain, one after the other (RFC 8693 §4.1). */
    public int maxActors() {
        return maxActors;
    }

    @JsonIgnore
    @ValidationMethod(message = "lifetime must not be longer than maxLifetime")
    public boolean isLifetimeWithinMax() {
        return lifetime.compareTo(maxLifetime) <= 0;
    }
}

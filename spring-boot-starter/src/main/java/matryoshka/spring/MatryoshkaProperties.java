package matryoshka.spring;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import matryoshka.resource.StatusPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of a service that receives tokens.
 *
 * @param issuer URL of the issuer: the "iss" of its tokens. Required.
 * @param issuerAddress URL at which the service reaches the issuer, if another one, such as an internal one.
 * @param formerIssuer URL of a second issuer whose tokens are accepted as well, during a migration.
 * @param audience The service's own audience in the graph. Required.
 * @param service The service's name in the graph. By default the client id.
 * @param clientId Client id by which the service authenticates itself at the issuer.
 * @param clientSecret Client secret that belongs to the client id.
 * @param leeway How far the clocks of issuer and service may differ. At most 60s.
 * @param timeout How long a request to the issuer may take as a whole.
 * @param decryption Keys that confidential tokens are encrypted to.
 * @param status What to do with tokens by their standing in today's graph.
 * @param limits How much of everything there can be.
 * @param callees Services that this one calls, by name, in addition to those that the issuer lists.
 */
@ConfigurationProperties("matryoshka")
public record MatryoshkaProperties(
        @Nullable URI issuer,
        @Nullable URI issuerAddress,
        @Nullable URI formerIssuer,
        @Nullable String audience,
        @Nullable String service,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue("10s") Duration leeway,
        @DefaultValue("3s") Duration timeout,
        @DefaultValue Decryption decryption,
        @DefaultValue Status status,
        @DefaultValue Bounds limits,
        @DefaultValue Map<String, Callee> callees) {

    public MatryoshkaProperties {
        callees = Map.copyOf(callees);
    }

    /**
     * What to do with tokens by their standing in today's graph. Revoked and refused ones are always refused.
     *
     * @param stale What to do with stale tokens.
     * @param useFor How long the last status summary is used when no other can be fetched. By default for as long as it says itself.
     * @param unknown What to do with tokens whose standing is unknown, after that time and before the first summary.
     */
    public record Status(
            @DefaultValue("accept") StatusPolicy.Stale stale,
            @Nullable Duration useFor,
            @DefaultValue("accept") StatusPolicy.Unknown unknown) {}

    /**
     * Keys that confidential tokens are encrypted to.
     *
     * @param keysFile File with private keys: a JWK, a JWK set, PEM (PKCS#8), or PKCS#12.
     * @param password Password of a PKCS#12 file and of the keys in it. Without it, the file is of another kind.
     */
    public record Decryption(
            @Nullable Path keysFile, @Nullable String password) {
        /** Shows no password. */
        @Override
        public String toString() {
            return "keys file " + keysFile;
        }
    }

    /**
     * How much of everything there can be.
     *
     * @param tokenLength Maximum length of a received token in characters.
     * @param proofs How many DPoP proofs are remembered for two to four minutes, so that none is used twice.
     * @param exchanges How many exchanges may be under way at once.
     * @param exchangeCache About how much memory exchanged tokens may take.
     */
    public record Bounds(
            @DefaultValue("65536") int tokenLength,
            @DefaultValue("100000") int proofs,
            @DefaultValue("64") int exchanges,
            @DefaultValue("16MB") DataSize exchangeCache) {}

    /**
     * A service that this one calls.
     *
     * @param audience Audience of tokens for it.
     * @param hosts Where it is called, each as host[:port][/prefix]. Its tokens are sent nowhere else.
     */
    public record Callee(
            @Nullable String audience, @DefaultValue List<String> hosts) {
        public Callee {
            hosts = List.copyOf(hosts);
        }
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "issuer " + issuer + ", audience " + audience + ", client id " + clientId;
    }
}

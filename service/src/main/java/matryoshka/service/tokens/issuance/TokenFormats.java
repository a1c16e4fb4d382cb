package matryoshka.service.tokens.issuance;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.tokens.grants.Grant;
import matryoshka.service.tokens.grants.GrantResult;
import matryoshka.service.tokens.phantom.HandleCipher;
import matryoshka.service.tokens.phantom.SealHandle;
import matryoshka.service.tokens.split.SplitToken;
import matryoshka.service.tokens.split.SplitTokens;
import matryoshka.service.trust.SubjectTokenType;
import matryoshka.token.MintedTree;
import org.jspecify.annotations.Nullable;

/** The forms in which clients get their tokens: each registration names one. */
public final class TokenFormats {
    private final Map<String, Map<String, Grant>> grants;
    private final SealHandle sealHandle;
    private final SplitTokens splitTokens;
    private final Clock clock;

    /**
     * Creates the formats.
     *
     * @param jwt the grants of clients that get tokens, which must fit into a header on the internet
     * @param phantom the grants of clients that get handles
     * @param splitTokens keeps what a client gets only the signature of
     */
    public TokenFormats(
            List<Grant> jwt, List<Grant> phantom, SealHandle sealHandle, SplitTokens splitTokens, Clock clock) {
        this.grants = Map.of(
                ClientMetadata.JWT, byType(jwt),
                ClientMetadata.PHANTOM, byType(phantom),
                ClientMetadata.SPLIT, byType(jwt));
        this.sealHandle = sealHandle;
        this.splitTokens = splitTokens;
        this.clock = clock;
    }

    private static Map<String, Grant> byType(List<Grant> grants) {
        return grants.stream().collect(Collectors.toUnmodifiableMap(Grant::type, Function.identity()));
    }

    /** Returns whether there is a grant of this type. */
    boolean hasGrant(String type) {
        return grants.values().stream().anyMatch(known -> known.containsKey(type));
    }

    /** Returns a client's grant of this type; null if there is no such type. */
    @Nullable
    Grant grant(Client client, String type) {
        return grants.getOrDefault(client.metadata().tokenFormat(), Map.of()).get(type);
    }

    /**
     * Returns the response with the token in the client's format.
     *
     * @param parameters of the request, for the conditions of dependencies
     * @throws OAuthErrorException if a handle would be too long, or too many split tokens of this client are alive
     */
    TokenAnswer answer(KeyRing keys, Client client, GrantResult.Issued result, SortedMap<String, String> parameters) {
        return switch (client.metadata().tokenFormat()) {
            case ClientMetadata.PHANTOM -> phantom(keys, result, parameters);
            case ClientMetadata.SPLIT -> split(client, result);
            default -> TokenAnswer.of(result);
        };
    }

    /** What is kept is durable before the client gets the signature. */
    private TokenAnswer split(Client client, GrantResult.Issued result) {
        MintedTree tree = result.token().tree();
        SplitToken token = SplitToken.of(tree.outerToken());
        if (!splitTokens.keep(token, client.id(), clock.instant(), tree.outer().expiresAt())) {
            throw new OAuthErrorException(
                    OAuthError.TEMPORARILY_UNAVAILABLE, "Too many split tokens of this client are alive.");
        }
        return opaque(result, token.signature());
    }

    private TokenAnswer phantom(KeyRing keys, GrantResult.Issued result, SortedMap<String, String> parameters) {
        String handle = sealHandle
                .seal(keys, result.token(), parameters)
                .orElseThrow(() -> OAuthErrorException.invalidRequest(
                        "The identity and claims of this chain, and the parameters of the request, do not fit into a handle of "
                                + HandleCipher.MAX_LENGTH
                                + " bytes."));
        return opaque(result, handle);
    }

    /** RFC 8693 §2.2.1: what a client holds is an access token, but no JWT. */
    private static TokenAnswer opaque(GrantResult.Issued result, String presented) {
        return TokenAnswer.of(
                result, presented, result.issuedTokenType() == null ? null : SubjectTokenType.ACCESS_TOKEN.uri());
    }
}

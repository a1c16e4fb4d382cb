package matryoshka.resource;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import matryoshka.token.EmbeddedToken;
import matryoshka.token.Unpacking;
import org.jspecify.annotations.Nullable;

/** Finds the token for the next service among those that the received one embeds. */
final class PickEmbedded {
    private static final char PART = '.';
    private static final int JWE_DOTS = 4;

    private final @Nullable String service;
    private final List<TokenDecryption> decryptions;

    /**
     * @param service this service's name, as the holder of embedded tokens; null if unknown
     * @param decryptions tried in turn
     */
    PickEmbedded(@Nullable String service, List<TokenDecryption> decryptions) {
        this.service = service;
        this.decryptions = List.copyOf(decryptions);
    }

    /**
     * Returns the token for an audience with all these scopes; empty if none is embedded. It may have expired.
     *
     * @throws NoTokenException if it is embedded and cannot be read
     */
    Optional<TokenView> pick(ReceivedToken received, String audience, SortedSet<String> scopes) {
        List<EmbeddedToken> fitting = embedded(received).stream()
                .filter(token -> token.audiences().contains(audience) && isHeldHere(token))
                .toList();
        if (fitting.size() > 1) {
            throw new NoTokenException(
                    NoTokenException.Reason.NOT_CONFIGURED,
                    "The received token embeds several tokens for '" + audience
                            + "', for different holders. Configure this service's name.");
        }
        return fitting.stream()
                .findFirst()
                .map(token -> view(token.token().compact(), audience))
                .filter(token -> token.scopes().containsAll(scopes));
    }

    private static List<EmbeddedToken> embedded(ReceivedToken received) {
        if (received.embedded() instanceof Unpacking.Unpacked unpacked) {
            return unpacked.tokens();
        }
        throw new NoTokenException(
                NoTokenException.Reason.RECEIVED_TOKEN_INVALID, "The received token's embedded tokens cannot be read.");
    }

    private boolean isHeldHere(EmbeddedToken token) {
        return service == null || token.holder() == null || token.holder().equals(service);
    }

    private TokenView view(String compact, String audience) {
        String signed = isEncrypted(compact)
                ? decrypted(compact)
                        .orElseThrow(() -> new NoTokenException(
                                NoTokenException.Reason.NOT_CONFIGURED,
                                "The token for '" + audience
                                        + "' is encrypted to a key that this service has not been given."))
                : compact;
        return TokenView.of(signed)
                .orElseThrow(() -> new NoTokenException(
                        NoTokenException.Reason.RECEIVED_TOKEN_INVALID,
                        "The embedded token for '" + audience + "' cannot be read."));
    }

    private Optional<String> decrypted(String compact) {
        return decryptions.stream()
                .flatMap(decryption -> decryption.decrypt(compact).stream())
                .findFirst();
    }

    private static boolean isEncrypted(String compact) {
        return compact.chars().filter(character -> character == PART).count() == JWE_DOTS;
    }
}

package matryoshka.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import matryoshka.token.EmbeddedTokens;
import matryoshka.token.Unpacking;
import matryoshka.token.UnverifiedToken;

/**
 * Unfolds one token into its layers, from the {@code tokens} claim in either form. Always terminates: plain layers get smaller, and the
 * number of packed layers, which need not, is bounded.
 */
final class Unfolding {
    private static final int SIGNED_PARTS = 3;
    private static final int ENCRYPTED_PARTS = 5;
    private static final String TOKENS = "tokens";

    /** The most tokens that an issuer can be configured to put into one token. */
    private static final int MAX_LAYERS = 1_000;

    private final Judge judge;
    private int layers;

    Unfolding(Judge judge) {
        this.judge = judge;
    }

    /** Returns the layers of a token; empty if it is not a JWT in the compact form. */
    Optional<Layer> unfold(String compact) {
        return unfold(compact, Json.object());
    }

    /** @param entry what the enclosing token says about it */
    private Optional<Layer> unfold(String compact, ObjectNode entry) {
        String[] parts = compact.split("\\.", -1);
        Optional<ObjectNode> header = decode(parts[0]);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        if (parts.length == ENCRYPTED_PARTS) {
            Judgement encrypted = Judgement.of(Verdict.ENCRYPTED);
            return Optional.of(new Layer(encrypted, header.get(), entry, compact.length(), List.of()));
        }
        if (parts.length != SIGNED_PARTS) {
            return Optional.empty();
        }
        return decode(parts[1]).map(claims -> signed(compact, header.get(), claims));
    }

    private Layer signed(String compact, ObjectNode header, ObjectNode claims) {
        if (++layers > MAX_LAYERS) {
            throw new CommandFailed("more than " + MAX_LAYERS + " tokens are nested in this token");
        }
        Judgement judgement = judge.judge(compact, claims);
        List<Layer> embedded = new ArrayList<>();
        JsonNode tokens = claims.path(TOKENS);
        if (tokens.isTextual()) {
            embedded.addAll(packed(compact));
        } else {
            tokens.forEach(entry -> embedded.add(plain(entry)));
        }
        claims.remove(TOKENS);
        return new Layer(judgement, header, claims, compact.length(), embedded);
    }

    private List<Layer> packed(String compact) {
        if (EmbeddedTokens.read(new UnverifiedToken(compact)) instanceof Unpacking.Unpacked unpacked) {
            return unpacked.tokens().stream()
                    .map(token -> embedded(
                            token.token().compact(), token.audiences(), Objects.requireNonNullElse(token.holder(), "")))
                    .toList();
        }
        Judgement unreadable = new Judgement(Verdict.REFUSED, "cannot be unpacked");
        return List.of(new Layer(unreadable, Json.object(), Json.object(), 0, List.of()));
    }

    private Layer plain(JsonNode entry) {
        return embedded(
                entry.path("token").asText(),
                Json.texts(entry.path("aud")),
                entry.path("holder").asText());
    }

    private Layer embedded(String compact, List<String> audiences, String holder) {
        ObjectNode said = Json.object();
        audiences.forEach(said.putArray("aud")::add);
        said.put("client_id", holder);
        return unfold(compact, said)
                .orElseGet(() -> new Layer(
                        new Judgement(Verdict.REFUSED, "not a JWT"), Json.object(), said, compact.length(), List.of()));
    }

    private static Optional<ObjectNode> decode(String part) {
        try {
            return Json.object(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}

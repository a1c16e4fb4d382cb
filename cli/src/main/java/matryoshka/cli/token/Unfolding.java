package matryoshka.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import matryoshka.cli.terminal.Json;

/** Unfolds a token into its layers, by the {@code tokens} claim. Ends: each layer is at least a quarter smaller than the one around it. */
final class Unfolding {
    private static final int SIGNED_PARTS = 3;
    private static final int ENCRYPTED_PARTS = 5;
    private static final String TOKENS = "tokens";

    private final Judge judge;

    Unfolding(Judge judge) {
        this.judge = judge;
    }

    /** The layers of a token; empty when it is no JWT in the compact form. */
    Optional<Layer> unfold(String compact) {
        return unfold(compact, Json.object());
    }

    /** @param entry what the embedding token says about it */
    private Optional<Layer> unfold(String compact, ObjectNode entry) {
        String[] parts = compact.split("\\.", -1);
        Optional<ObjectNode> header = decode(parts[0]);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        if (parts.length == ENCRYPTED_PARTS) {
            Judgement encrypted = Judgement.of(StalenessStatus.ENCRYPTED);
            return Optional.of(new Layer(encrypted, header.get(), entry, compact.length(), List.of()));
        }
        if (parts.length != SIGNED_PARTS) {
            return Optional.empty();
        }
        return decode(parts[1]).map(claims -> signed(compact, header.get(), claims));
    }

    private Layer signed(String compact, ObjectNode header, ObjectNode claims) {
        Judgement judgement = judge.judge(compact, claims);
        List<Layer> embedded = new ArrayList<>();
        claims.path(TOKENS).forEach(entry -> embedded.add(embedded(entry)));
        claims.remove(TOKENS);
        return new Layer(judgement, header, claims, compact.length(), embedded);
    }

    private Layer embedded(JsonNode entry) {
        String compact = entry.path("token").asText();
        ObjectNode said = Json.object();
        Json.texts(entry.path("aud")).forEach(said.putArray("aud")::add);
        said.put("client_id", entry.path("holder").asText());
        return unfold(compact, said)
                .orElseGet(() -> new Layer(
                        new Judgement(StalenessStatus.REFUSED, "no JWT"),
                        Json.object(),
                        said,
                        compact.length(),
                        List.of()));
    }

    private static Optional<ObjectNode> decode(String part) {
        try {
            return Json.object(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}

package matryoshka.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import matryoshka.cli.terminal.Json;

/**
 * One token of an unfolded tree, as it describes itself: trust it only as far as the judgement goes.
 *
 * @param header its JOSE header
 * @param claims without the embedded tokens; those of its entry if it cannot be read
 * @param bytes the length of its compact form, with everything embedded in it
 */
record Layer(Judgement judgement, ObjectNode header, ObjectNode claims, int bytes, List<Layer> embedded) {

    /** The year 33658; no larger number is a time. */
    private static final long LATEST = 1_000_000_000_000L;

    Layer {
        embedded = List.copyOf(embedded);
    }

    Verdict verdict() {
        return judgement.verdict();
    }

    List<String> audiences() {
        return Json.texts(claims.path("aud"));
    }

    String scope() {
        return claims.path("scope").asText();
    }

    /** Returns who presents it. */
    String holder() {
        return claims.path("client_id").asText();
    }

    /** Returns the chain of {@code act}, newest first. */
    List<String> actors() {
        List<String> actors = new ArrayList<>();
        for (JsonNode act = claims.path("act"); act.isObject(); act = act.path("act")) {
            actors.add(act.path("sub").asText());
        }
        return actors;
    }

    String kid() {
        return header.path("kid").asText();
    }

    /** Returns the seconds until it expires, negative if it has expired; empty if it does not say. */
    OptionalLong remaining(long now) {
        JsonNode exp = claims.path("exp");
        boolean isTime = exp.canConvertToLong() && exp.longValue() > 0 && exp.longValue() < LATEST;
        return isTime ? OptionalLong.of(exp.longValue() - now) : OptionalLong.empty();
    }

    /** Returns whether everything readable is verified. */
    boolean isVerified() {
        return (verdict() == Verdict.VERIFIED || verdict() == Verdict.ENCRYPTED)
                && embedded.stream().allMatch(Layer::isVerified);
    }
}

package matryoshka.service.staleness;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.service.clients.registration.StoredJson;
import matryoshka.token.ClaimNames;
import matryoshka.token.EmbeddedToken;
import matryoshka.token.EmbeddedTokens;
import matryoshka.token.Unpacking;
import matryoshka.token.VerifiedToken;

/** Finds the plan nodes that a token really holds. Conditions, or the limit on actors, may have kept some of them out. */
final class HeldNodes {
    private static final int SIGNED_PARTS = 3;

    private final MintedPlan plan;
    private final Set<String> ids = new HashSet<>();

    private HeldNodes(MintedPlan plan) {
        this.plan = plan;
    }

    /** Returns the ids of the token's own node and of all nodes nested in it. */
    static Set<String> of(MintedPlan plan, VerifiedToken token) {
        HeldNodes held = new HeldNodes(plan);
        held.add(StoredJson.parse(token.json()), token.embedded());
        return held.ids;
    }

    /** The signature of the outer token covers everything nested in it, so nested signatures are not verified. */
    private void add(JsonNode claims, Unpacking embedded) {
        String id = claims.path(ClaimNames.GRAPH).path(ClaimNames.GRAPH_PLAN).asText();
        ids.add(id);
        if (embedded instanceof Unpacking.Unpacked unpacked) {
            for (EmbeddedToken nested : unpacked.tokens()) {
                String[] parts = nested.token().compact().split("\\.", -1);
                if (parts.length == SIGNED_PARTS) {
                    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
                    add(StoredJson.parse(payload), EmbeddedTokens.read(nested.token()));
                } else {
                    addSealed(id, nested.audiences());
                }
            }
        }
    }

    /** The content of an encrypted token cannot be read, so this adds every node of the plan that it may contain. */
    private void addSealed(String around, List<String> audiences) {
        plan.indexOf(around)
                .map(index -> plan.nodes().get(index).level().path())
                .ifPresent(path -> plan.nodes().stream()
                        .map(MintedPlan.Node::level)
                        .filter(level -> level.path().length() == path.length() + 1 && level.isAtOrBelow(path))
                        .filter(level ->
                                level.services().values().stream().anyMatch(at -> audiences.contains(at.audience())))
                        .map(TokenAuthority::path)
                        .forEach(this::addAll));
    }

    private void addAll(TokenPath path) {
        plan.nodes().stream()
                .filter(node -> node.level().isAtOrBelow(path))
                .map(MintedPlan.Node::id)
                .forEach(ids::add);
    }
}

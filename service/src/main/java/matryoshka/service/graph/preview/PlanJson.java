package matryoshka.service.graph.preview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.CutEmbedding;
import matryoshka.graph.plan.ExchangeOffer;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.planning.minting.Encryption;

/** Writes a plan as JSON: its totals, and the tree under {@code plan}, with nested tokens under {@code children}. */
public final class PlanJson {
    private static final double PLACES = 1_000;

    private PlanJson() {}

    static ObjectNode of(PreviewPlan.Preview preview, TokenPlan plan) {
        Budget budget = preview.budget();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("client_id", plan.originClient());
        preview.request().user().ifPresent(user -> json.put("subject", user.subject()));
        json.put("scope", plan.requested().toString());
        if (!preview.request().hops().isEmpty()) {
            preview.request().via().forEach(json.putArray("via")::add);
        }
        json.put("version", preview.version());
        json.put("tokens", plan.tokens());
        json.put("depth", plan.depth());
        json.put("bytes", plan.bytes());
        json.put("budget_used", Math.round(plan.budgetUsed() * PLACES) / PLACES);
        json.putObject("budget")
                .put("tokens", budget.maxTokens())
                .put("depth", budget.maxDepth())
                .put("bytes", budget.maxBytes());
        json.set("plan", tree(plan, plan.outer(), preview.encryption()));
        return json;
    }

    /** Writes one token of a plan with its nested tokens. */
    public static ObjectNode tree(TokenPlan plan, PlannedToken token, Encryption encryption) {
        PlannedContent content = token.content();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", token.id());
        if (content.audiences().size() == 1) {
            json.put("aud", content.audiences().get(0));
        } else {
            content.audiences().forEach(json.putArray("aud")::add);
        }
        content.members().forEach(json.putArray("services")::add);
        json.put("scope", content.scopes().toString());
        json.put("holder", content.presenter());
        json.put("lifetime", content.lifetime().toSeconds());
        json.put("bytes", token.bytes());
        if (content.confidential()) {
            json.put("confidential", true);
        }
        encryption.isEncrypted(content).ifPresent(encrypted -> json.put("encrypted", encrypted));
        conditions(json, token.conditions());
        givers(json.putObject("given_by"), token.level());
        ArrayNode exchange = json.putArray("exchange");
        offers(exchange, token.offers(), false);
        offers(exchange, token.cut().stream().map(CutEmbedding::offer).toList(), true);
        ArrayNode children = json.putArray("children");
        token.embeds().forEach(index -> children.add(tree(plan, plan.leafFirst().get(index), encryption)));
        return json;
    }

    private static void offers(ArrayNode array, List<ExchangeOffer> offers, boolean cut) {
        for (ExchangeOffer offer : offers) {
            ObjectNode json = array.addObject()
                    .put("aud", offer.audience())
                    .put("service", offer.callee())
                    .put("holder", offer.holder())
                    .put("scope", offer.scopes().toString())
                    .put("cut", cut);
            conditions(json, offer.conditions());
        }
    }

    private static void conditions(ObjectNode json, SortedSet<String> conditions) {
        if (!conditions.isEmpty()) {
            conditions.forEach(json.putArray("when")::add);
        }
    }

    private static void givers(ObjectNode json, TokenAuthority authority) {
        authority
                .services()
                .values()
                .forEach(at -> at.givers().forEach((scope, givers) -> givers.forEach(json.putArray(scope)::add)));
    }
}

package matryoshka.cli.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The impact of a change, for people: one line for each plan that becomes stale and for each newly reached scope. */
final class ImpactText {
    private ImpactText() {}

    static List<String> of(JsonNode impact) {
        if (impact.isNull()) {
            return List.of("the impact on tokens in circulation could not be measured");
        }
        List<String> lines = new ArrayList<>();
        for (JsonNode plan : impact.path("plans")) {
            lines.add("stale: tokens of %s for %s%s%s%s, valid until %s"
                    .formatted(
                            plan.path("client_id").asText(),
                            plan.path("scope").asText(),
                            scopes(", missing ", plan.path("missing")),
                            scopes(", in excess ", plan.path("excess")),
                            changed(plan.path("changed")),
                            plan.path("alive_until").asText()));
        }
        for (JsonNode reach : impact.path("new_reach")) {
            lines.add("new reach: %s reaches %s along %s"
                    .formatted(
                            reach.path("client_id").asText(),
                            reach.path("scope").asText(),
                            words(reach.path("path"), " then ")));
        }
        growth(impact.path("largest_plan")).ifPresent(lines::add);
        if (impact.path("partial").asBoolean()) {
            lines.add("and more: this is only part of the impact on tokens in circulation");
        }
        return lines;
    }

    private static String scopes(String what, JsonNode byService) {
        String scopes = byService.properties().stream()
                .map(service -> words(service.getValue(), " ") + " at " + service.getKey())
                .collect(Collectors.joining(", "));
        return scopes.isEmpty() ? "" : what + scopes;
    }

    private static String changed(JsonNode audiences) {
        return audiences.isEmpty() ? "" : ", changed for " + words(audiences, " ");
    }

    private static Optional<String> growth(JsonNode largest) {
        JsonNode before = largest.path("before");
        JsonNode after = largest.path("after");
        if (!before.isObject() || !after.isObject() || before.equals(after)) {
            return Optional.empty();
        }
        return Optional.of("largest plan in use: %s, was %s".formatted(bytesAndTokens(after), bytesAndTokens(before)));
    }

    private static String bytesAndTokens(JsonNode size) {
        int tokens = size.path("tokens").asInt();
        return size.path("bytes").asInt() + " bytes in " + tokens + (tokens == 1 ? " token" : " tokens");
    }

    private static String words(JsonNode list, String separator) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(separator));
    }
}

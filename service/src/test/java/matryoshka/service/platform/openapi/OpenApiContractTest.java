package matryoshka.service.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.openapi.Call.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Checks that the running application answers as the document says: every operation, status and member. */
class OpenApiContractTest {
    @RegisterExtension
    static final IssuerExtension ISSUER =
            new IssuerExtension(Map.of("limits.documentBytes", "64KiB", "trustedIssuers", """
                    [{"name": "configured", "issuer": "https://configured.example",
                      "jwks_uri": "https://configured.example/keys", "audiences": ["us"], "types": ["jwt"]}]"""));

    /** In this order: later calls depend on earlier ones. */
    @TestFactory
    Stream<DynamicNode> the_application_does_what_the_document_says(RunningIssuer issuer) throws Exception {
        Walk walk = Walk.through(issuer);
        return Stream.of(
                calls(walk, "bodies that are given as examples are accepted", examples(walk.document())),
                calls(walk, "events", EventCalls.all()),
                calls(walk, "history and plans", HistoryCalls.all()),
                calls(walk, "tokens that are at hand", ReceivedTokenCalls.all(walk.token(), walk.splitHash())),
                calls(walk, "the graph", GraphCalls.all()),
                calls(walk, "clients", ClientCalls.all()),
                calls(walk, "issuers", IssuerCalls.all()),
                calls(walk, "tokens", TokenCalls.all()),
                calls(walk, "revocation", RevocationCalls.all()),
                calls(walk, "keys", KeyCalls.all()),
                calls(walk, "whoever has no power is refused", refusals(walk.document())),
                dynamicTest(
                        "nothing in the document has not been seen",
                        () -> assertThat(walk.missing()).isEmpty()));
    }

    private static DynamicNode calls(Walk walk, String name, List<Call> calls) {
        return dynamicContainer(name, calls.stream().map(call -> dynamicTest(call.toString(), () -> walk.take(call))));
    }

    private static List<Call> refusals(ApiDocument document) {
        return document.operations().stream()
                .filter(Operation::isGuarded)
                .flatMap(operation -> {
                    Call call =
                            new Call(Caller.NOBODY, operation.method(), operation.examplePath(), Map.of(), null, 401);
                    // The outsider's only power is to introspect.
                    return operation.id().equals("getSplitToken")
                            ? Stream.of(call, call.by(Caller.WRITER).is(403))
                            : Stream.of(call, call.by(Caller.OUTSIDER).is(403));
                })
                .toList();
    }

    private static List<Call> examples(ApiDocument document) {
        List<Call> calls = new ArrayList<>();
        for (Operation operation : document.operations()) {
            operation
                    .node()
                    .at("/requestBody/content")
                    .properties()
                    .forEach(media -> document.examples(media.getValue())
                            .forEach(example -> calls.add(example(operation, media.getKey(), example))));
        }
        return calls;
    }

    private static Call example(Operation operation, String type, JsonNode example) {
        Caller caller = operation.isGuarded() ? Caller.ADMIN : Caller.WEB_SHOP;
        String target = operation.examplePath() + (operation.takes("dry_run") ? "?dry_run=true" : "");
        int status = operation.id().startsWith("register")
                        || List.of("revokeIssued", "putWebhook").contains(operation.id())
                ? 201
                : 200;
        Call call =
                new Call(caller, operation.method(), target, Map.of(), null, status).body(type, text(type, example));
        return operation.takes("If-Match") && status != 201 ? call.ifMatch("*") : call;
    }

    private static String text(String type, JsonNode value) {
        if (type.endsWith("urlencoded")) {
            return value.properties().stream()
                    .flatMap(member -> elements(member.getValue()).map(text -> member.getKey() + "=" + text))
                    .collect(Collectors.joining("&"));
        }
        DocumentFormat format = type.endsWith("yaml") ? DocumentFormat.YAML : DocumentFormat.JSON;
        return new String(format.print(value), StandardCharsets.UTF_8);
    }

    private static Stream<String> elements(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText)
                : Stream.of(value.asText());
    }
}

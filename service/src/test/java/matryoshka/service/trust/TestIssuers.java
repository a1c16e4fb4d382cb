package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.outbound.OutboundPolicy;

/** Registrations to test with. In JSON, single quotes stand for double ones. */
final class TestIssuers {
    static final String OURS = "https://tokens.example";
    static final OutboundPolicy DEVELOPMENT = new OutboundPolicy(true, false);

    private TestIssuers() {}

    static JsonNode json(String json) {
        try {
            return DocumentFormat.JSON.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (DocumentSyntaxException wrong) {
            throw new AssertionError(wrong);
        }
    }

    static TrustRegistration read(String json) {
        return TrustReader.read(json(json), null, OURS, DEVELOPMENT);
    }

    static TrustedIssuer issuer(String json) {
        TrustRegistration read = read(json);
        if (!read.violations().isEmpty()) {
            throw new AssertionError(read.violations());
        }
        return TrustedIssuer.registered(read.name(), read.terms());
    }

    static TrustRegistry registry(String... registrations) {
        return TrustRegistry.of(
                List.of(),
                List.of(registrations).stream().map(TestIssuers::issuer).toList());
    }
}

package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Optional;

/** Whom a user of a trusted issuer would be here, before there is a token of theirs. */
public final class PreviewedSubject {
    private PreviewedSubject() {}

    /**
     * What would become of a token with these claims; empty when it would be refused for them.
     *
     * @param subject what the issuer calls the user
     * @param claims further claims of the token, by the issuer's names
     */
    public static Optional<ExternalSubject> of(TrustTerms terms, String subject, JsonNode claims) {
        return ExternalClaims.isPlain(TextNode.valueOf(subject))
                ? MappedClaims.of(claims, terms.claims())
                        .map(mapped -> new ExternalSubject(
                                terms.subjectPrefix() + ":" + subject,
                                mapped,
                                MappedClaims.identity(claims),
                                Instant.MAX,
                                null))
                : Optional.empty();
    }
}

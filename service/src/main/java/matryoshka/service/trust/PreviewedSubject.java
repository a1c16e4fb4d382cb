package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Optional;

/** Computes the subject here of a trusted issuer's user, before there is a token of the user. */
public final class PreviewedSubject {
    private PreviewedSubject() {}

    /**
     * Returns the subject of a token with these claims; empty if the token would be refused because of them.
     *
     * @param subject the issuer's name for the user
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

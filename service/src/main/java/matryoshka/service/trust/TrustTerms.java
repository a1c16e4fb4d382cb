package matryoshka.service.trust;

import java.net.URI;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.graph.Sorted;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * The terms under which an issuer's tokens are trusted.
 *
 * @param issuer its {@code iss}, compared as text
 * @param jwks its public keys as JSON text of a JWK set (RFC 7517), or null if they are fetched
 * @param jwksUri where its keys are fetched from, or null if they are registered
 * @param audiences of which its tokens must name one in {@code aud}
 * @param types the types its tokens may be presented as
 * @param algorithms accepted for its tokens' signatures
 * @param claims the claims copied from its tokens: their names in this issuer's tokens, by their names in its tokens
 * @param subjectPrefix prepended, with a colon, to its subjects, so that they differ from those of all other issuers
 * @param clients ids of the clients that may exchange its tokens
 */
public record TrustTerms(
        String issuer,
        @Nullable String jwks,
        @Nullable URI jwksUri,
        SortedSet<String> audiences,
        SortedSet<SubjectTokenType> types,
        SortedSet<VerificationAlgorithm> algorithms,
        SortedMap<String, String> claims,
        String subjectPrefix,
        SortedSet<String> clients) {

    public TrustTerms {
        audiences = Sorted.set(audiences);
        types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
        algorithms = Collections.unmodifiableSortedSet(new TreeSet<>(algorithms));
        claims = Sorted.map(claims);
        clients = Sorted.set(clients);
    }
}

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
 * On what terms the tokens of an issuer are believed.
 *
 * @param issuer its {@code iss}, compared as text
 * @param jwks its public keys as JSON text of a JWK set (RFC 7517), or null when they are fetched
 * @param jwksUri where its keys are fetched, or null when they are given
 * @param audiences of which its tokens must name one in {@code aud}
 * @param types what its tokens may be presented as
 * @param algorithms by which its tokens may be signed
 * @param claims what of its tokens goes into ours: our custom claims by the names of theirs
 * @param subjectPrefix what, with a colon, is put before its subjects, so that no other issuer's are the same
 * @param clients who may exchange its tokens, by id
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

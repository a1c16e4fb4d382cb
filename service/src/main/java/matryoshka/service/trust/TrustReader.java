package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import matryoshka.graph.Names;
import matryoshka.graph.Sorted;
import matryoshka.graph.UriNormalForm;
import matryoshka.graph.Violation;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.platform.oauth.AbsoluteUri;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Reads registrations of issuers from JSON, strictly, and reports all violations. Does not check other issuers. Besides the rules of
 * {@link ObjectCursor}, {@link KeySourceReader} and {@link ClaimMappingReader} it reports: {@code name}, {@code issuer},
 * {@code own-issuer}, {@code empty}, {@code audience}, {@code subject-token-type}, {@code algorithm}, {@code too-large}.
 */
final class TrustReader {
    private static final int MAX_CHARS = 500;
    private static final int MAX_ENTRIES = 100;
    private static final String NAME_RULE =
            "This must have 1 to 100 of the characters A-Z a-z 0-9 . _ - and start with a letter or digit.";
    private static final TrustTerms NO_TERMS = new TrustTerms(
            "",
            null,
            null,
            Sorted.set(Set.of()),
            new TreeSet<>(),
            new TreeSet<>(),
            Sorted.map(Map.of()),
            "",
            Sorted.set(Set.of()));

    private final ObjectCursor body;
    private final String ownIssuer;

    private TrustReader(ObjectCursor body, String ownIssuer) {
        this.body = body;
        this.ownIssuer = ownIssuer;
    }

    /**
     * Reads a registration.
     *
     * @param path the issuer's name in the path; null if the registration itself must name it
     * @param ownIssuer this issuer, which cannot be registered
     * @param policy where keys may be fetched from
     */
    static TrustRegistration read(JsonNode body, @Nullable String path, String ownIssuer, OutboundPolicy policy) {
        List<Violation> violations = new ArrayList<>();
        ObjectCursor cursor = ObjectCursor.of(body, violations);
        if (cursor == null) {
            return new TrustRegistration("", NO_TERMS, violations);
        }
        TrustReader reader = new TrustReader(cursor, ownIssuer);
        String name = reader.name(path);
        KeySourceReader.Keys keys = KeySourceReader.read(cursor, policy, violations);
        TrustTerms terms = new TrustTerms(
                reader.issuer(),
                keys.jwks(),
                keys.jwksUri(),
                reader.audiences(),
                reader.types(),
                reader.algorithms(),
                ClaimMappingReader.read(cursor, violations),
                reader.subjectPrefix(name),
                reader.clients());
        cursor.refuseOthers();
        return new TrustRegistration(name, terms, violations);
    }

    /** Returns an empty name if there is none, which is reported. */
    private String name(@Nullable String path) {
        if (path == null && !body.requires("name")) {
            return "";
        }
        String name = body.text("name");
        if (name == null) {
            return path == null ? "" : path;
        }
        if (path != null && !path.equals(name)) {
            body.report("name", "name", "The name of an issuer cannot be changed.");
        } else if (!Names.isName(name)) {
            body.report("name", "name", NAME_RULE);
        }
        return name;
    }

    private String issuer() {
        String issuer = body.requires("issuer") ? body.text("issuer") : null;
        if (issuer == null) {
            return "";
        }
        if (issuer.length() > MAX_CHARS || !AbsoluteUri.is(issuer)) {
            body.report(
                    "issuer",
                    "issuer",
                    "This must be an absolute URI without fragment, of at most " + MAX_CHARS + " characters.");
        } else if (UriNormalForm.same(withoutSlash(issuer), withoutSlash(ownIssuer))) {
            body.report("issuer", "own-issuer", "This is the issuer itself; its own tokens need no registration.");
        }
        return issuer;
    }

    private SortedSet<String> audiences() {
        SortedSet<String> audiences = required("audiences");
        if (audiences.stream().anyMatch(audience -> audience.isEmpty() || audience.length() > MAX_CHARS)) {
            body.report("audiences", "audience", "An audience must have 1 to " + MAX_CHARS + " characters.");
        }
        return audiences;
    }

    private SortedSet<SubjectTokenType> types() {
        return known(
                "types",
                required("types"),
                SubjectTokenType::ofShortName,
                "subject-token-type",
                "Unsupported type; supported are access_token, id_token and jwt.");
    }

    private SortedSet<VerificationAlgorithm> algorithms() {
        SortedSet<String> algorithms = body.limit("algorithms");
        if (algorithms == null) {
            return new TreeSet<>(List.of(VerificationAlgorithm.values()));
        }
        return known(
                "algorithms",
                few(algorithms, "algorithms"),
                VerificationAlgorithm::named,
                "algorithm",
                "Unsupported algorithm; supported are ES256, ES384, Ed25519 (or EdDSA), PS256 and RS256.");
    }

    private String subjectPrefix(String name) {
        String prefix = body.text("subject_prefix");
        if (prefix == null) {
            return name;
        }
        if (!Names.isName(prefix)) {
            body.report("subject_prefix", "name", NAME_RULE);
        }
        return prefix;
    }

    private SortedSet<String> clients() {
        SortedSet<String> clients = few("clients");
        if (!clients.stream().allMatch(Names::isName)) {
            body.report("clients", "name", "This must be a list of client ids.");
        }
        return clients;
    }

    private SortedSet<String> required(String member) {
        if (!body.requires(member)) {
            return Sorted.set(Set.of());
        }
        SortedSet<String> texts = body.texts(member);
        if (texts != null && texts.isEmpty()) {
            body.report(member, "empty", "This must have at least one entry.");
        }
        return few(texts, member);
    }

    private SortedSet<String> few(String member) {
        return few(body.texts(member), member);
    }

    private SortedSet<String> few(@Nullable SortedSet<String> texts, String member) {
        if (texts != null && texts.size() > MAX_ENTRIES) {
            body.report(member, "too-large", "This can have at most " + MAX_ENTRIES + " entries.");
        }
        return texts == null ? Sorted.set(Set.of()) : texts;
    }

    private <T extends Comparable<T>> SortedSet<T> known(
            String member, Set<String> names, Function<String, Optional<T>> find, String rule, String message) {
        SortedSet<T> found = new TreeSet<>();
        names.forEach(name -> find.apply(name).ifPresent(found::add));
        if (found.size() < names.size()) {
            body.report(member, rule, message);
        }
        return found;
    }

    private static String withoutSlash(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }
}

package matryoshka.service.revocation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import matryoshka.graph.Names;
import matryoshka.graph.Violation;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.revocation.Revocation.Kind;

/**
 * Whose tokens somebody wants to revoke, as far as it was readable. Rules reported here beside those of {@link ObjectCursor}: {@code
 * client-or-subject}, {@code name}, {@code subject}.
 *
 * @param value of the client or subject
 * @param violations everything that is wrong with it
 */
record RevocationRequest(Kind kind, String value, List<Violation> violations) {
    private static final int MAX_SUBJECT_CHARS = 1_000;

    RevocationRequest {
        violations = List.copyOf(violations);
    }

    static RevocationRequest read(JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        ObjectCursor cursor = ObjectCursor.of(body, violations);
        if (cursor == null) {
            return new RevocationRequest(Kind.CLIENT, "", violations);
        }
        List<Kind> named = Stream.of(Kind.CLIENT, Kind.SUBJECT)
                .filter(kind -> cursor.has(kind.member()))
                .toList();
        cursor.refuseOthers();
        if (named.size() != 1) {
            violations.add(new Violation(
                    "", "client-or-subject", "Name either a \"client_id\" or a \"subject\" whose tokens are revoked."));
            return new RevocationRequest(Kind.CLIENT, "", violations);
        }
        Kind kind = named.get(0);
        String value = cursor.text(kind.member());
        if (value != null) {
            check(cursor, kind, value);
        }
        return new RevocationRequest(kind, value == null ? "" : value, violations);
    }

    private static void check(ObjectCursor cursor, Kind kind, String value) {
        if (kind == Kind.CLIENT && !Names.isName(value)) {
            cursor.report(
                    kind.member(),
                    "name",
                    "A client_id is 1 to 100 of A-Z a-z 0-9 . _ -, the first a letter or digit.");
        }
        if (kind == Kind.SUBJECT
                && (value.isEmpty()
                        || value.length() > MAX_SUBJECT_CHARS
                        || value.chars().anyMatch(Character::isISOControl))) {
            cursor.report(
                    kind.member(),
                    "subject",
                    "A subject is 1 to " + MAX_SUBJECT_CHARS + " characters, none of them a control character.");
        }
    }
}

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
 * Whose tokens to revoke, as far as the request could be read. Besides the rules of {@link ObjectCursor} this reports:
 * {@code client-or-subject}, {@code name}, {@code subject}.
 *
 * @param value identifies the client or subject
 * @param violations everything that is wrong with the request
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
                    "",
                    "client-or-subject",
                    "Name either the \"client_id\" or the \"subject\" whose tokens to revoke."));
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
                    "A client_id must have 1 to 100 of the characters A-Z a-z 0-9 . _ - and start with a letter or digit.");
        }
        if (kind == Kind.SUBJECT
                && (value.isEmpty()
                        || value.length() > MAX_SUBJECT_CHARS
                        || value.chars().anyMatch(Character::isISOControl))) {
            cursor.report(
                    kind.member(),
                    "subject",
                    "A subject must have 1 to " + MAX_SUBJECT_CHARS + " characters, none of them a control character.");
        }
    }
}

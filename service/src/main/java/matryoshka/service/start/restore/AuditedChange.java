package matryoshka.service.start.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the audit log in JSON that says that something in the database changed.
 *
 * @param id of what changed
 * @param change the last word of the event, such as {@code removed}
 * @param revision after the change; 0 if it has none
 * @param by the client that did it; empty if nobody did
 */
record AuditedChange(Instant time, Kind kind, String id, String change, long revision, String by) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What can change, with the member of a line that holds its id. */
    enum Kind {
        VERSION("version"),
        CLIENT("client"),
        ISSUER("name"),
        WEBHOOK("service"),
        SIGNING_KEY("kid"),
        /** A token that was revoked. */
        TOKEN("jti"),
        /** A client or a subject whose tokens were revoked. */
        HOLDER("issued_before");

        private final String member;

        Kind(String member) {
            this.member = member;
        }
    }

    private static final Map<String, Kind> PREFIXES = Map.of(
            "client_", Kind.CLIENT,
            "issuer_", Kind.ISSUER,
            "webhook_", Kind.WEBHOOK,
            "signing_key_", Kind.SIGNING_KEY);

    /** Reads a line; empty if it is no change of the database, or no line of the audit log. */
    static Optional<AuditedChange> of(String line) {
        try {
            JsonNode members = JSON.readTree(line);
            Optional<Kind> kind = kind(members);
            if (kind.isEmpty() || !members.hasNonNull(kind.get().member)) {
                return Optional.empty();
            }
            String event = members.path("event").asText();
            return Optional.of(new AuditedChange(
                    Instant.parse(members.path("time").asText()),
                    kind.get(),
                    kind.get() == Kind.HOLDER
                            ? holder(members)
                            : members.get(kind.get().member).asText(),
                    event.substring(event.lastIndexOf('_') + 1),
                    members.path("revision").asLong(),
                    members.path("by").asText("")));
        } catch (JsonProcessingException | DateTimeParseException notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<Kind> kind(JsonNode members) {
        String event = members.path("event").asText();
        return switch (event) {
            case "published" -> Optional.of(Kind.VERSION);
            case "revoked" -> Optional.of(members.has("jti") ? Kind.TOKEN : Kind.HOLDER);
            case "webhook_given_up", "signing_key_scheduled" -> Optional.empty();
            default ->
                event.endsWith("_refused") || event.endsWith("_omitted")
                        ? Optional.empty()
                        : PREFIXES.entrySet().stream()
                                .filter(prefix -> event.startsWith(prefix.getKey()))
                                .map(Map.Entry::getValue)
                                .findFirst();
        };
    }

    private static String holder(JsonNode members) {
        String member = members.has("client_id") ? "client_id" : "subject";
        return holder(
                member,
                members.path(member).asText(),
                Instant.ofEpochSecond(members.path("issued_before").asLong()));
    }

    /** Names the tokens of a client or a subject that were issued before some time. */
    static String holder(String member, String value, Instant issuedBefore) {
        return member + " " + new TextNode(value) + " before " + issuedBefore;
    }
}

package matryoshka.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of messages that concern tokens. */
final class MessageHeaders {
    /** The access token. */
    static final String TOKEN = "matryoshka-token";
    /** Why the sender had no token: the name of a reason, never free text. */
    static final String NO_TOKEN = "matryoshka-no-token";

    /** Of a dead letter. */
    static final String ERROR = "matryoshka-error";

    static final String ERROR_DESCRIPTION = "matryoshka-error-description";
    static final String TOPIC = "matryoshka-topic";
    static final String PARTITION = "matryoshka-partition";
    static final String OFFSET = "matryoshka-offset";

    private static final Set<String> OURS = Set.of(TOKEN, NO_TOKEN);
    /** Also what applications put tokens into by themselves. */
    private static final Set<String> SECRET = Set.of(TOKEN, NO_TOKEN, "authorization", "dpop");

    private MessageHeaders() {}

    /** Returns a copy without our tokens, for a message that gets another one. */
    static Headers withoutTokens(Headers headers) {
        return without(OURS, headers);
    }

    /** Returns a copy without anything that may be a token, for a dead letter. */
    static Headers withoutSecrets(Headers headers) {
        return without(SECRET, headers);
    }

    private static Headers without(Set<String> names, Headers headers) {
        RecordHeaders kept = new RecordHeaders();
        headers.forEach(header -> {
            if (!names.contains(header.key().toLowerCase(Locale.ROOT))) {
                kept.add(header);
            }
        });
        return kept;
    }

    /** Returns all values of a header. */
    static List<String> values(Headers headers, String name) {
        List<String> values = new ArrayList<>();
        for (Header header : headers.headers(name)) {
            // Bytes that are not ASCII become characters that no token has.
            values.add(header.value() == null ? "" : new String(header.value(), StandardCharsets.ISO_8859_1));
        }
        return values;
    }

    static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

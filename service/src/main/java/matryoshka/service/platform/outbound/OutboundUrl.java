package matryoshka.service.platform.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import matryoshka.service.platform.json.ObjectCursor;
import org.jspecify.annotations.Nullable;

/** Reads where requests of ours are to go. */
public final class OutboundUrl {
    private OutboundUrl() {}

    /**
     * The URL that a member holds.
     *
     * @param rule the name under which it is reported that no request may go there
     * @return null when there is none, or what is there is no URL, reported
     */
    public static @Nullable URI read(ObjectCursor body, String member, String rule, OutboundPolicy policy) {
        String text = body.text(member);
        if (text == null) {
            return null;
        }
        try {
            URI url = new URI(text);
            policy.objection(url).ifPresent(sentence -> body.report(member, rule, sentence));
            return url;
        } catch (URISyntaxException malformed) {
            body.report(member, rule, "This must be an https URL.");
            return null;
        }
    }
}

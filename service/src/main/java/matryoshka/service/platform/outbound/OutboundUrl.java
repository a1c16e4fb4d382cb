package matryoshka.service.platform.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import matryoshka.service.platform.json.ObjectCursor;
import org.jspecify.annotations.Nullable;

/** Reads the URLs of outbound requests. */
public final class OutboundUrl {
    private OutboundUrl() {}

    /**
     * Returns the URL in a member.
     *
     * @param rule the rule name to report if requests to the URL are not allowed
     * @return null if the member is absent or is not a URL, which is reported
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

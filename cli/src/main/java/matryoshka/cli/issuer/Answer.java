package matryoshka.cli.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import org.jspecify.annotations.Nullable;

/** What the issuer answered. Its text shows no body, which may hold a token. */
public final class Answer {
    private static final Pattern VERSION = Pattern.compile("\"([0-9]{1,18})\"");

    private final int status;
    private final String entityTag;
    private final byte[] body;

    Answer(int status, @Nullable String entityTag, byte[] body) {
        this.status = status;
        this.entityTag = entityTag == null ? "" : entityTag;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public byte[] body() {
        return body;
    }

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The body as a JSON object. */
    public ObjectNode json() {
        return Json.object(body)
                .orElseThrow(() -> new CommandFailed("the answer is no JSON object: is there an issuer at this URL?"));
    }

    /** The graph version that the entity tag names. */
    public OptionalLong version() {
        Matcher tag = VERSION.matcher(entityTag);
        return tag.matches() ? OptionalLong.of(Long.parseLong(tag.group(1))) : OptionalLong.empty();
    }

    /** This answer if it is a success; else throws what it says. */
    public Answer orFail() {
        if (isSuccess()) {
            return this;
        }
        throw Refusal.of(this);
    }

    @Override
    public String toString() {
        return "HTTP " + status;
    }
}

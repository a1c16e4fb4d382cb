package matryoshka.cli.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import org.jspecify.annotations.Nullable;

/** A response of the issuer. Its string form does not show the body, which may contain a token. */
public final class Answer {
    private static final Pattern VERSION = Pattern.compile("\"([0-9]{1,18})(?:-[^\"]*)?\"");

    private final int status;
    private final @Nullable String entityTag;
    private final @Nullable String retryAfter;
    private final @Nullable String challenge;
    private final byte[] body;

    /** @param headers returns a header's value by its name, or null */
    Answer(int status, UnaryOperator<@Nullable String> headers, byte[] body) {
        this.status = status;
        this.entityTag = headers.apply("ETag");
        this.retryAfter = headers.apply("Retry-After");
        this.challenge = headers.apply("WWW-Authenticate");
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

    /** Returns the body as a JSON object. */
    public ObjectNode json() {
        return Json.object(body)
                .orElseThrow(
                        () -> new CommandFailed("the response is not a JSON object: is there an issuer at this URL?"));
    }

    /** Returns what to send as {@code If-Match}, so that nobody else's change is overwritten. */
    public Optional<String> entityTag() {
        return Optional.ofNullable(entityTag);
    }

    /** Returns the graph version in the entity tag. */
    public OptionalLong version() {
        Matcher tag = VERSION.matcher(entityTag().orElse(""));
        return tag.matches() ? OptionalLong.of(Long.parseLong(tag.group(1))) : OptionalLong.empty();
    }

    /** Returns after how many seconds, or when, to retry. */
    Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Returns the authentication that the issuer requires (RFC 9110 §11.6.1). */
    Optional<String> challenge() {
        return Optional.ofNullable(challenge);
    }

    /** Returns this response if it is a success, or else throws its error. */
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

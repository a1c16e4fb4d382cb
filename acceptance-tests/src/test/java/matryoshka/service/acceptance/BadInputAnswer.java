package matryoshka.service.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer, from an HTTP client or from a plain socket.
 *
 * @param head status line and headers, one a line
 */
record BadInputAnswer(int status, String head, String body, Duration took) {
    private static final Pattern CHALLENGE_ERROR = Pattern.compile("(?i)www-authenticate:.*error=\"([^\"]*)\"");

    static BadInputAnswer of(HttpResponse<String> answer, Duration took) {
        StringBuilder head = new StringBuilder();
        answer.headers()
                .map()
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append('\n')));
        return new BadInputAnswer(answer.statusCode(), head.toString(), answer.body(), took);
    }

    /** @param bytes from the status line to the end of the connection */
    static BadInputAnswer of(String bytes, Duration took) {
        int end = bytes.indexOf("\r\n\r\n");
        return new BadInputAnswer(
                Integer.parseInt(bytes.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())),
                bytes.substring(0, end).replace("\r", "") + "\n",
                bytes.substring(end + 4),
                took);
    }

    /** Returns the value of a header; empty if it is absent. */
    String header(String name) {
        Matcher header =
                Pattern.compile("(?im)^" + Pattern.quote(name) + ": (.*)$").matcher(head);
        return header.find() ? header.group(1) : "";
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** Returns the OAuth error from the body (RFC 6749) or the challenge (RFC 6750); empty if there is none. */
    String error() {
        Matcher challenge = CHALLENGE_ERROR.matcher(head);
        return json().path("error").asText(challenge.find() ? challenge.group(1) : "");
    }
}

package matryoshka.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the answers and log lines on a page with those of the running demo. */
final class DocumentedAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String page;
    private final RunningDemo demo;

    DocumentedAnswers(Path page, RunningDemo demo) throws IOException {
        this.page = Files.readString(page);
        this.demo = demo;
    }

    /** An answer to the administrator. */
    JsonNode get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token()));
    }

    /** What a change of the graph would do. */
    JsonNode patch(String change) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(demo.url() + "/graph?dry_run=true"))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(change)));
    }

    private String token() throws IOException, InterruptedException {
        String pair = demo.admin("client_id") + ":" + demo.admin("client_secret");
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(demo.url() + "/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")))
                .get("access_token")
                .textValue();
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JSON.readTree(
                client.send(request.build(), BodyHandlers.ofString()).body());
    }

    /** Asserts that the value on the page that contains a text is this, except for times. */
    void assertShows(String text, JsonNode answered) throws IOException {
        assertThat(timeless(shown(text).elements().next())).isEqualTo(timeless(answered));
    }

    /** Asserts that the answer has all members that the page shows, of the same types. Numbers in texts may differ. */
    void assertMembers(String text, JsonNode answered) throws IOException {
        assertLike(text, shown(text), answered);
    }

    /** Asserts that each log line on the page has the words and members of a line that the demo printed. */
    void assertLogged(String... events) throws IOException {
        for (String event : events) {
            assertThat(skeletons(page, event))
                    .as("lines of %s", event)
                    .isNotEmpty()
                    .isSubsetOf(skeletons(demo.printed(), event));
        }
    }

    private static List<String> skeletons(String log, String event) {
        return log.lines()
                .filter(line -> line.contains("matryoshka.audit: " + event + " "))
                .map(line -> line.replaceFirst(".*matryoshka", "matryoshka").replaceAll("=\\S*", "="))
                .distinct()
                .toList();
    }

    private JsonNode shown(String text) throws IOException {
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            String shown = block.group(2).strip();
            if (block.group(1).isEmpty() && shown.contains(text)) {
                String whole = shown.startsWith("{") ? shown : "{" + shown + "}";
                return JSON.readTree(whole.replace(",…}", "}"));
            }
        }
        throw new AssertionError("no block of the page contains " + text);
    }

    private static void assertLike(String path, JsonNode shown, JsonNode answered) {
        assertThat(answered).as(path).isNotNull();
        assertThat(answered.getNodeType()).as(path).isEqualTo(shown.getNodeType());
        // A sentence from the issuer, not from a publisher.
        if (shown.isTextual() && shown.textValue().matches("[^T]*[0-9]+ .*")) {
            assertThat(numberless(answered)).as(path).isEqualTo(numberless(shown));
        }
        if (shown.isArray() && !shown.isEmpty()) {
            assertLike(path + "/0", shown.get(0), answered.get(0));
        }
        shown.properties().forEach(member -> {
            if (!member.getKey().equals("next")) {
                assertLike(path + "/" + member.getKey(), member.getValue(), answered.get(member.getKey()));
            }
        });
    }

    private static String numberless(JsonNode text) {
        return text.textValue().replaceAll("[0-9]+[.][0-9]+|\\b[0-9] versions|version [0-9]+", "N");
    }

    private static JsonNode timeless(JsonNode value) throws IOException {
        return JSON.readTree(value.toString().replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME"));
    }
}

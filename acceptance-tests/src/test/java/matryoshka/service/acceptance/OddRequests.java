package matryoshka.service.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Complaints;
import matryoshka.service.testing.RawHttp;
import matryoshka.service.testing.RunningIssuer;
import org.assertj.core.api.SoftAssertions;

/** Sends odd requests, and records which answers are not proper errors: 4xx, in the format of the path. */
final class OddRequests implements AutoCloseable {
    private static final int SHOWN = 30;

    private final RunningIssuer issuer;
    private final Complaints complaints = new Complaints();
    private final List<String> faults = new ArrayList<>();
    private int sent;
    private int served;

    OddRequests(RunningIssuer issuer) {
        this.issuer = issuer;
    }

    void form(String what, String path, String authorization, String form) throws IOException, InterruptedException {
        HttpRequest.Builder request = issuer.to(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        send(what, authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    void send(String what, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = Answers.send(request);
        judge(
                what,
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.body());
    }

    /** Can send what Java's client refuses to send. */
    void raw(String what, String request) throws IOException {
        String answer = RawHttp.send(issuer.port(), request);
        String[] parts = answer.split("\r\n\r\n", 2);
        String head = parts[0];
        int status = head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9, 12)) : 0;
        String type = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                .findFirst()
                .map(line -> line.substring(13).strip())
                .orElse("");
        judge(
                what,
                status,
                type,
                parts.length < 2 ? "" : parts[1].replaceFirst("(?s)^[0-9a-f]+\r\n(.*)\r\n0\r\n\r\n$", "$1"));
    }

    private void judge(String what, int status, String type, String body) {
        sent++;
        served += status >= 200 && status < 300 ? 1 : 0;
        String fault = status < 400 && status >= 200 ? "" : fault(status, type, body);
        if (!fault.isEmpty()) {
            faults.add(what + ": " + status + " " + fault);
        }
    }

    private static String fault(int status, String type, String body) {
        if (status < 400 || status >= 500) {
            return "is no error of the client's: " + body;
        }
        if (body.contains("Exception") || body.contains("matryoshka.") || body.contains("jetty")) {
            return "tells of the inside: " + body;
        }
        boolean oauth = type.startsWith("application/json");
        if (!oauth && !type.startsWith("application/problem+json")) {
            return "is of type '" + type + "': " + body;
        }
        try {
            JsonNode json = new ObjectMapper().readTree(body);
            boolean whole =
                    oauth ? json.path("error").isTextual() : json.path("status").asInt() == status;
            return whole ? "" : "has not the members of an error: " + body;
        } catch (IOException broken) {
            return "is no JSON: " + body;
        }
    }

    int sent() {
        return sent;
    }

    int served() {
        return served;
    }

    /** Fails for each improper answer, and for each warning in the log. */
    @Override
    public void close() {
        complaints.close();
        SoftAssertions all = new SoftAssertions();
        all.assertThat(faults.stream().limit(SHOWN).toList())
                .as("%d of %d answers", faults.size(), sent)
                .isEmpty();
        all.assertThat(complaints.lines().stream().limit(SHOWN).toList())
                .as("%d lines in the log", complaints.lines().size())
                .isEmpty();
        all.assertAll();
    }
}

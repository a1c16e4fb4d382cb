package matryoshka.service.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener to server-sent events. */
public final class PlayedSubscriber implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An event as it was sent. */
    public record Event(String id, String name, JsonNode data) {
        /** The number of the version that its id names. */
        public String number() {
            return id.replaceAll("-.*", "");
        }
    }

    private final HttpResponse<InputStream> answer;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile boolean ended;
    private volatile boolean hasHeartbeat;

    private PlayedSubscriber(HttpResponse<InputStream> answer) {
        this.answer = answer;
    }

    /** Begins to listen, once the issuer has answered with a status. */
    public static PlayedSubscriber listen(HttpRequest.Builder request) throws IOException, InterruptedException {
        PlayedSubscriber subscriber =
                new PlayedSubscriber(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        Thread thread = new Thread(subscriber::read, "played-subscriber");
        thread.setDaemon(true);
        thread.start();
        return subscriber;
    }

    public HttpResponse<InputStream> answer() {
        return answer;
    }

    /** Waits for the next event; fails if none arrives. */
    public Event next() throws InterruptedException {
        Event event = events.poll(30, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("There is no event. The status was " + answer.statusCode()
                    + (ended ? ", and the stream has ended." : "."));
        }
        return event;
    }

    /** The event of a version. Skips those of earlier ones, which an instance may hear of late. */
    public Event next(long version) throws InterruptedException {
        Event event = next();
        while (Long.parseLong(event.number()) < version) {
            event = next();
        }
        return event;
    }

    /** Whether there is nothing more so far. */
    public boolean isQuiet() {
        return events.isEmpty();
    }

    public boolean isEnded() {
        return ended;
    }

    /** Whether there was a sign of life. */
    public boolean hasHeartbeat() {
        return hasHeartbeat;
    }

    @Override
    public void close() throws IOException {
        answer.body().close();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(id, name, JSON.readTree(line.substring(6))));
                } else if (line.startsWith(":")) {
                    hasHeartbeat = true;
                }
            }
        } catch (IOException closed) {
            // The stream has ended.
        }
        ended = true;
    }
}

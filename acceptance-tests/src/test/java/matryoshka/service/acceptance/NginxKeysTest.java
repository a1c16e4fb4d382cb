package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import matryoshka.resource.testing.PlayedUpstream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code examples/nginx} gets the issuer's keys, and goes on without the issuer. */
@SuppressWarnings("NullAway.Init") // JUnit does
class NginxKeysTest {
    private static final String CATALOG = "https://catalog.shop.example";

    /** A token of an unknown key, with key sets that are 59 and 61 minutes old, and of unknown age. */
    private static final String AGE = """
            import matryoshka from './matryoshka.mjs';
            const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
            const token = part({alg: 'ES256', typ: 'at+jwt', kid: 'k'}) + '.' + part({}) + '.' + 'A'.repeat(86);
            const minutesAgo = (n) => new Date(Date.now() - n * 60000).toUTCString();
            for (const date of [minutesAgo(59), minutesAgo(61), undefined]) {
                await new Promise((done) => matryoshka.guard({
                    variables: {matryoshka_issuer: 'i', matryoshka_audience: 'a', matryoshka_next: '@n'},
                    headersIn: {Authorization: 'Bearer ' + token},
                    headersOut: {},
                    subrequest: async () => ({status: 200, headersOut: {Date: date}, responseText: '{"keys": []}'}),
                    return: (status) => done(console.log(status)),
                }));
            }
            """;

    @TempDir
    private Path folder;

    private PlayedUpstream upstream;
    private PlayedKeySet keys;
    private RunningNginx nginx;

    @BeforeEach
    void start() throws Exception {
        upstream = PlayedUpstream.start();
        keys = PlayedKeySet.start();
        nginx = ExampleNginx.start(folder, keys.port(), upstream.port());
    }

    @AfterEach
    void stop() {
        if (nginx != null) {
            nginx.close();
        }
        keys.close();
        upstream.close();
    }

    private HttpResponse<String> send(String kid, String origin) throws Exception {
        return Answers.send(Answers.to(nginx.port(), "/catalog/")
                .header("Origin", origin)
                .header("Authorization", "Bearer " + keys.token(CATALOG, kid)));
    }

    private int status(String kid) throws Exception {
        return send(kid, "https://a.example").statusCode();
    }

    @Test
    void the_issuer_is_asked_seldom_whatever_clients_send() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(send("played", "https://a" + i + ".example").statusCode())
                    .isEqualTo(204);
        }
        int known = keys.requests().size();
        for (int i = 0; i < 20; i++) {
            assertThat(status("unknown" + i)).isEqualTo(401);
        }

        // The key set lives for a second, on a machine that can be slow.
        assertThat(known).isBetween(1, 10);
        assertThat(keys.requests().size() - known).isBetween(1, 12);
        for (Headers request : keys.requests()) {
            assertThat(request).doesNotContainKeys("Authorization", "Origin");
        }
    }

    @Test
    void without_keys_clients_are_told_to_come_back() throws Exception {
        keys.setAway(true);

        HttpResponse<String> answer = send("played", "https://a.example");

        Answers.json(answer);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(upstream.arrived()).isEmpty();
        keys.setAway(false);
        Soon.holds(() -> status("played") == 204);
    }

    @Test
    void the_last_keys_are_used_while_the_issuer_is_away() throws Exception {
        assertThat(status("played")).isEqualTo(204);
        keys.setAway(true);
        int before = keys.requests().size();

        // Until the cached set has outlived its second, and the issuer was asked again.
        Soon.holds(() -> status("played") == 204 && keys.requests().size() > before);

        assertThat(status("played")).isEqualTo(204);
    }

    /** In Node, where the test decides what time the issuer's answer is of. */
    @Test
    void keys_that_are_older_than_an_hour_are_not_used() throws Exception {
        Path script = Files.writeString(folder.resolve("age.mjs"), AGE);

        assertThat(NginxUnpacksTest.node(script, script).lines()).containsExactly("401", "503", "503");
    }
}

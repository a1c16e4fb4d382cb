package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import matryoshka.resource.testing.PlayedUpstream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.Test;

/** {@code examples/gateway/swap}: how long it keeps what the issuer says. */
class SwapsAreKeptTest extends BehindPlayedIssuer {
    private static int passedTimes(String handle, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            nginx.passed("/catalog/", handle);
        }
        return swaps.asked(handle).size();
    }

    @Test
    void the_issuer_is_asked_once_for_as_long_as_it_says() throws Exception {
        assertThat(passedTimes(active("private, max-age=600"), 5)).isEqualTo(1);
        for (String header : List.of("no-store", "", "private, max-age=0", "private", "no-store, max-age=600")) {
            assertThat(passedTimes(active(header), 3)).as(header).isEqualTo(3);
        }
    }

    @Test
    void a_revoked_handle_leaves_the_cache_when_its_time_is_up_and_no_other_does() throws Exception {
        String longer = active("private, max-age=600");
        String shorter = active("private, max-age=1");
        nginx.passed("/catalog/", longer);
        nginx.passed("/catalog/", shorter);

        swaps.say(longer, 401, "no-store", "{\"error\":\"invalid_token\"}");
        swaps.say(shorter, 401, "no-store", "{\"error\":\"invalid_token\"}");

        Soon.holds(() -> Answers.send(nginx.request("/catalog/", shorter)).statusCode() == 401);
        assertThat(swaps.asked(longer)).hasSize(1);
        assertThat(Answers.send(nginx.request("/catalog/", longer)).statusCode())
                .isEqualTo(204);
    }

    @Test
    void no_two_of_them_share_an_answer() throws Exception {
        String one = active("private, max-age=600");
        String other = one.substring(0, one.length() - 1) + "x";
        nginx.passed("/catalog/", one);

        assertThat(nginx.refused("/catalog/", other, 401)).contains("invalid_token");
    }

    @Test
    void header_and_payload_of_a_split_token_are_kept_by_its_signature() throws Exception {
        String token = token();
        String head = token.substring(0, token.lastIndexOf('.'));
        String signature = token.substring(head.length() + 1);
        String hash = SplitTokensTest.hash(signature);
        swaps.say(hash, 200, "private, max-age=300", head);

        for (int i = 0; i < 3; i++) {
            assertThat(nginx.passed("/catalog/", signature)).isEqualTo(token);
        }

        assertThat(swaps.asked(hash)).hasSize(1);
        String another = token();
        assertThat(nginx.refused("/catalog/", another.substring(another.lastIndexOf('.') + 1), 401))
                .contains("invalid_token");
    }

    @Test
    void the_issuer_gets_the_credentials_of_the_gateway_and_nothing_of_the_client() throws Exception {
        String handle = active("private, max-age=600");
        Answers.send(nginx.request("/catalog/", handle)
                .header("Cookie", "a=b")
                .header("Accept", "text/html")
                .header("Range", "bytes=0-3")
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Expires", "100000"));
        List<PlayedUpstream.Arrived> arrived = nginx.arrived();

        assertThat(arrived).hasSize(1);
        Revoking.payload(arrived.get(0).token());
        Headers asked = swaps.asked(handle).get(0).headers();
        assertThat(asked.get("Authorization")).containsExactly(CREDENTIALS);
        assertThat(asked.get("Accept")).containsExactly("application/jwt");
        assertThat(asked).doesNotContainKeys("Cookie", "Range", "Cache-control", "X-accel-expires");
    }

    @Test
    void the_issuer_does_not_get_the_body_of_a_request() throws Exception {
        String token = token();
        String signature = token.substring(token.lastIndexOf('.') + 1);
        String hash = SplitTokensTest.hash(signature);
        swaps.say(hash, 200, "no-store", token.substring(0, token.lastIndexOf('.')));
        String handle = active("no-store");

        for (String presented : List.of(signature, handle)) {
            Answers.send(nginx.request("/catalog/", presented).POST(BodyPublishers.ofString("card=4711")));
            assertThat(nginx.arrived()).hasSize(1);
        }

        assertThat(swaps.asked(hash)).extracting(PlayedSwaps.Asked::body).containsExactly("");
        assertThat(swaps.asked(handle)).extracting(PlayedSwaps.Asked::body).containsExactly("token=" + handle);
    }

    @Test
    void kept_answers_are_not_named_by_what_was_presented() throws Exception {
        String handle = active("private, max-age=600");
        nginx.passed("/catalog/", handle);

        try (Stream<Path> files = Files.walk(folder.resolve("swap"))) {
            List<Path> kept = files.filter(Files::isRegularFile).toList();
            assertThat(kept).isNotEmpty();
            for (Path file : kept) {
                assertThat(file.getFileName().toString()).matches("[0-9a-f]{32}");
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("mtkp_");
                assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
            }
        }
    }
}

package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import matryoshka.service.testing.Answers;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unpacking of {@code examples/nginx} gives what the vectors say, in nginx and in Node. */
class NginxUnpacksTest {
    private static final Path VECTORS = Path.of("../token-format/src/test/resources/matryoshka/token/packed.json");
    private static final String REFUSED = "refused";

    private static final String ANSWER = """
            import unpacking from './unpack.mjs';

            function answer(token) {
                try {
                    return unpacking.unpack(unpacking.read(token)).map((one) => one.token).join(' ');
                } catch (refused) {
                    return 'refused';
                }
            }

            """;

    private static final String IN_NGINX = ANSWER + """
            function unpack(r) {
                r.return(200, answer(r.requestText));
            }

            export default {unpack};
            """;

    private static final String IN_NODE = ANSWER + """
            import fs from 'node:fs';
            fs.readFileSync(0, 'utf8').split('\\n').slice(0, -1).forEach((token) => console.log(answer(token)));
            """;

    /** Streams of zlib's, whole, cut short or with bits changed: both decoders accept the same ones. Prints how many, and how many differ. */
    private static final String AGAINST_ZLIB = """
            import zlib from 'node:zlib';
            import inflate from './inflate.mjs';
            const MAX = 1 << 20;
            let seed = 20261128;
            const random = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff, (seed >> 8) % n);
            const text = (n, alphabet) => Buffer.from(Array.from({length: random(n)}, () => 97 + random(alphabet)));
            function zlibs(data, dictionary) {
                try {
                    const {buffer, engine} = zlib.inflateRawSync(data, {dictionary, maxOutputLength: MAX, info: true});
                    return engine.bytesWritten < data.length ? 'refused' : buffer.toString('hex');
                } catch (refused) { return 'refused'; }
            }
            function ours(data, dictionary) {
                try {
                    return Buffer.from(inflate(data, dictionary, MAX)).toString('hex');
                } catch (refused) { return 'refused'; }
            }
            let accepted = 0, refused = 0, differ = 0;
            for (let i = 0; i < 8000; i++) {
                const dictionary = Buffer.concat([Buffer.from('{'), text(400, 6)]);
                const options = {dictionary, level: random(10), strategy: random(5)};
                let data = Buffer.from(zlib.deflateRawSync(text(600, random(2) ? 4 : 150), options));
                const kind = random(4);
                if (kind === 1) data = data.subarray(0, random(data.length));
                if (kind >= 2) for (let j = random(3); j >= 0; j--) data[random(data.length)] ^= 1 << random(8);
                const expected = zlibs(data, dictionary);
                if (expected === 'refused') refused++; else accepted++;
                if (expected !== ours(data, dictionary)) differ++;
            }
            console.log(accepted > 2000 && refused > 2000, differ);
            """;

    private static final String CONFIGURATION = """
            load_module modules/ngx_http_js_module.so;
            error_log error.log;
            events {}
            http {
              access_log off;
              js_path %s;
              js_import check from check.mjs;
              server {
                listen 127.0.0.1:%s;
                client_body_buffer_size 1m;
                location / { js_content check.unpack; }
              }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void nginx_unpacks_the_vectors_and_refuses_what_must_be_refused() throws Exception {
        ExampleNginx.copyModules(folder);
        Files.writeString(folder.resolve("check.mjs"), IN_NGINX);
        int port = RunningNginx.freePort();

        List<String> answers = new ArrayList<>();
        try (RunningNginx nginx = RunningNginx.start(folder, CONFIGURATION.formatted(folder, port), port)) {
            for (JsonNode vector : vectors()) {
                String token = vector.get("token").textValue();
                answers.add(Answers.send(Answers.to(nginx.port(), "/").POST(BodyPublishers.ofString(token)))
                        .body());
            }
        }

        assertThat(answers).isEqualTo(expected());
    }

    @Test
    void node_unpacks_them_with_the_same_file() throws Exception {
        ExampleNginx.copyModules(folder);
        Path script = Files.writeString(folder.resolve("check.mjs"), IN_NODE);
        Path input = Files.write(
                folder.resolve("tokens"),
                vectors().stream()
                        .map(vector -> vector.get("token").textValue())
                        .toList());

        assertThat(node(script, input).lines()).containsExactlyElementsOf(expected());
    }

    @Test
    void streams_are_accepted_and_refused_as_zlib_does() throws Exception {
        ExampleNginx.copyModules(folder);
        Path script = Files.writeString(folder.resolve("compare.mjs"), AGAINST_ZLIB);

        assertThat(node(script, script).strip()).isEqualTo("true 0");
    }

    static String node(Path script, Path input) throws IOException, InterruptedException {
        try {
            Process node = new ProcessBuilder("node", script.toString())
                    .redirectInput(input.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).isZero();
            return output;
        } catch (IOException notInstalled) {
            return Assumptions.abort("node is not installed");
        }
    }

    private static List<JsonNode> vectors() throws IOException {
        JsonNode file = new ObjectMapper().readTree(VECTORS.toFile());
        List<JsonNode> vectors = new ArrayList<>();
        file.get("cases").forEach(vectors::add);
        file.get("refused").forEach(vectors::add);
        return vectors;
    }

    private static List<String> expected() throws IOException {
        return vectors().stream().map(NginxUnpacksTest::expected).toList();
    }

    private static String expected(JsonNode vector) {
        if (!vector.has("embedded")) {
            return REFUSED;
        }
        List<String> tokens = new ArrayList<>();
        vector.get("embedded").forEach(token -> tokens.add(token.textValue()));
        return String.join(" ", tokens);
    }
}

package matryoshka.service.acceptance;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/gateway/swap} with an issuer that answers as tests say. */
@SuppressWarnings("NullAway.Init") // JUnit does
abstract class BehindPlayedIssuer {
    static final String CREDENTIALS = "Basic Z2F0ZXdheTpzZWNyZXQ=";

    @TempDir
    static Path folder;

    static PlayedKeySet issuer;
    static PlayedSwaps swaps;
    static NginxInFront nginx;
    static int handles;

    @BeforeAll
    static void start() throws Exception {
        issuer = PlayedKeySet.start();
        swaps = PlayedSwaps.at(issuer);
        nginx = start(folder, issuer.port(), ExampleNginx.PATIENT);
    }

    static NginxInFront start(Path folder, int port, Map<String, String> otherwise) throws Exception {
        return NginxInFront.start(upstream -> ExampleNginx.startSwap(folder, port, upstream, CREDENTIALS, otherwise));
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
        issuer.close();
    }

    @AfterEach
    void nothing_that_is_a_token_is_in_the_logs() throws Exception {
        nginx.assertLogsAreClean();
    }

    static String newHandle() {
        return "mtkp_" + String.format(Locale.ROOT, "%0100d", ++handles);
    }

    static String token() throws Exception {
        return issuer.token(GuardedShop.CATALOG, "played");
    }

    /** A handle that is active, and for how long the answer may be kept. */
    static String active(String cacheControl) throws Exception {
        String handle = newHandle();
        swaps.say(handle, 200, cacheControl, token());
        return handle;
    }
}

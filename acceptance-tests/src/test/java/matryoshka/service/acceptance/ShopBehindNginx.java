package matryoshka.service.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What tests of {@code examples/nginx} have in common. */
@ExtendWith(SharedIssuer.class)
@SuppressWarnings("NullAway.Init") // JUnit does
abstract class ShopBehindNginx {
    @TempDir
    private static Path folder;

    static GuardedShop shop;
    static NginxInFront nginx;

    @BeforeAll
    static void start(RunningIssuer issuer, TestInfo test) throws Exception {
        String name = test.getTestClass().orElseThrow().getSimpleName().toLowerCase(Locale.ROOT);
        shop = GuardedShop.start(issuer, "ngx-" + name, folder);
        nginx = shop.nginx();
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
    }

    @AfterEach
    void nothing_that_is_a_token_is_in_the_logs() throws IOException {
        nginx.assertLogsAreClean();
    }
}

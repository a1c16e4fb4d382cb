package matryoshka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import matryoshka.cli.Terminal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeysCommandsTest {
    private static final String KEYS = """
            "keys":[{"kid":"n4b","alg":"ES256","state":"next","created_at":1772355600,"signs_from":1772355902},\
            {"kid":"Zre","alg":"ES256","state":"active","created_at":1764579600,"activated_at":1764579600},\
            {"kid":"p7J","alg":"ES256","state":"gone","created_at":1764579600,"gone_at":1772355600},\
            {"kid":"x1Y","alg":"ES256","state":"gone","created_at":1764579600,"activated_at":1764579600,"gone_at":1772355600}]}""";

    private final CannedIssuer issuer = new CannedIssuer();

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void keys_are_listed_with_their_states() {
        issuer.answers("GET /keys", "{" + KEYS);

        assertThat(run("keys", "list")).isEqualTo(new Result(0, """
                        KID  ALG    STATE   CREATED               SIGNED FROM           SIGNED UNTIL          NEXT CHANGE
                        n4b  ES256  next    2026-03-01T09:00:00Z                                              2026-03-01T09:05:02Z
                        Zre  ES256  active  2025-12-01T09:00:00Z  2025-12-01T09:00:00Z
                        p7J  ES256  gone    2025-12-01T09:00:00Z
                        x1Y  ES256  gone    2025-12-01T09:00:00Z  2025-12-01T09:00:00Z  2026-03-01T09:00:00Z
                        """, ""));
        assertThat(run("keys", "list", "-o", "raw").out()).isEqualTo("n4b\nZre\np7J\nx1Y\n");
        assertThat(issuer.requests())
                .startsWith("POST /oauth2/token grant_type=client_credentials&scope=keys:rotate", "GET /keys");
    }

    @Test
    void a_rotation_says_whether_another_key_signs() {
        issuer.answers("POST /keys/rotate", "{\"rotated\":false," + KEYS);

        assertThat(run("keys", "rotate").err()).isEqualTo("the next key will sign as soon as all verifiers have it\n");
    }

    @Test
    void leaked_keys_are_removed() {
        issuer.answers("POST /keys/rotate?compromised=true", "{\"rotated\":true," + KEYS)
                .answers("POST /keys/rotate?compromised=all", "{\"rotated\":true," + KEYS);

        assertThat(run("keys", "rotate", "--compromised").err()).isEmpty();
        assertThat(run("keys", "rotate", "--all-compromised").exitCode()).isZero();
        assertThat(issuer.requests())
                .contains("POST /keys/rotate?compromised=true", "POST /keys/rotate?compromised=all");
        assertThat(run("keys", "rotate", "--compromised", "--all-compromised").exitCode())
                .isEqualTo(1);
    }

    private Result run(String... arguments) {
        return issuer.terminal().run(arguments);
    }
}

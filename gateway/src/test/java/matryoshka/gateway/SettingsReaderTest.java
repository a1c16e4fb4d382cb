package matryoshka.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    private static final Map<String, String> SMALLEST =
            Map.of("ISSUER_URL", "https://tokens.example", "SERVICES", "edge=https://edge.example");

    @TempDir
    private Path folder;

    private static Map<String, String> with(String name, String value) {
        Map<String, String> all = new HashMap<>(SMALLEST);
        all.put(name, value);
        return all;
    }

    @Test
    void two_settings_are_enough_and_nothing_is_open_to_others() throws Exception {
        Settings settings = SettingsReader.read(SMALLEST, Map.of());

        assertThat(settings.proxies().listener()).isEqualTo(new Listener.Tcp("127.0.0.1", 8095));
        assertThat(settings.tokenApi().listener()).isEqualTo(new Listener.Tcp("127.0.0.1", 8096));
        assertThat(settings.issuer().address()).isEqualTo(settings.issuer().url());
        assertThat(settings.proxies().trusted()).hasSize(2).allMatch(range -> !range.contains("10.0.0.1"));
    }

    @Test
    void the_environment_overrides_the_file() throws Exception {
        Settings settings = SettingsReader.read(SMALLEST, Map.of("MAX_THREADS", "9", "HOME", "/root"));

        assertThat(settings.bounds().threads()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ISSUER_URL | ftp://x | ISSUER_URL must be",
                "ISSUER_URL | https://a:b@tokens.example | ISSUER_URL must be",
                "SERVICES | edge | SERVICES must be",
                "SERVICES | a=b,a=c | SERVICES names a service twice",
                "LISTEN | 8080 | LISTEN must be",
                "LISTEN | localhost:99999 | LISTEN must be",
                "TOKEN_LISTEN | 0.0.0.0:8096 | TOKEN_LISTEN is not a loopback address",
                "TOKEN_LISTEN | unix:relative | TOKEN_LISTEN must be",
                "TRUSTED_PROXIES | proxy.example | TRUSTED_PROXIES must be",
                "TRUSTED_PROXIES | 10.0.0.0/33 | TRUSTED_PROXIES must be",
                "FORWARDED | any | FORWARDED must be one of [x-forwarded, x-original, envoy]",
                "CLIENT_ID | edge | CLIENT_ID needs",
                "TOKEN_SECRET_FILE | /nowhere | TOKEN_SECRET_FILE cannot be read",
                "DECRYPTION_KEYS_FILE | pom.xml | DECRYPTION_KEYS_FILE must name",
                "DECRYPTION_KEYS_FILE | /nowhere | DECRYPTION_KEYS_FILE must name",
                "DECRYPTION_KEYS_PASSWORD_FILE | pom.xml | DECRYPTION_KEYS_PASSWORD_FILE needs",
                "TIMEOUT | PT1H | TIMEOUT must be",
                "MAX_THREADS | many | MAX_THREADS must be a number from",
                "LISTN | x | LISTN is not a setting"
            })
    void each_fault_is_named(String name, String value, String sentence) {
        assertThatThrownBy(() -> SettingsReader.read(with(name, value), Map.of()))
                .isInstanceOf(SettingsReader.FaultyException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void all_faults_are_named_at_once_and_secrets_never() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "hush");
        Map<String, String> faulty = Map.of("TOKEN_SECRET_FILE", file.toString(), "CLIENT_SECRET", "hush-hush");

        assertThatThrownBy(() -> SettingsReader.read(faulty, Map.of()))
                .message()
                .contains("ISSUER_URL is missing", "SERVICES", "CLIENT_ID", "less than 16")
                .doesNotContain("hush");
        assertThat(new Settings.Secret("hush").toString()).doesNotContain("hush");
    }
}

package matryoshka.spring;

import static matryoshka.spring.RunningShop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.spring.shop.OrdersService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.Status;
import org.springframework.security.core.userdetails.UserDetailsService;

@ExtendWith(Running.class)
class SettingsTest {

    @Test
    void the_issuer_and_the_audience_must_be_set() {
        assertThatThrownBy(() -> start("--matryoshka.audience=a"))
                .rootCause()
                .isInstanceOfSatisfying(
                        InvalidConfigurationPropertyValueException.class,
                        missing -> assertThat(missing.getName()).isEqualTo("matryoshka.issuer"));
        assertThatThrownBy(() -> start("--matryoshka.issuer=https://tokens.example"))
                .rootCause()
                .hasMessageContaining("matryoshka.audience");
    }

    @Test
    void half_of_the_credentials_is_refused() {
        String issuer = "--matryoshka.issuer=https://tokens.example";
        assertThatThrownBy(() -> start(issuer, "--matryoshka.audience=a", "--matryoshka.client-id=orders"))
                .rootCause()
                .hasMessageContaining("matryoshka.client-secret");
        assertThatThrownBy(() -> start(issuer, "--matryoshka.audience=a", "--matryoshka.client-secret=s"))
                .rootCause()
                .hasMessageContaining("matryoshka.client-id");
    }

    @Test
    void limits_callees_and_decryption_keys_are_set_by_properties(RunningShop shop, @TempDir Path folder)
            throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("orders-1").generate();
        Path keys = Files.writeString(folder.resolve("keys.json"), key.toJSONString());
        ResourceServer server = shop.start(
                        OrdersService.class,
                        WebApplicationType.NONE,
                        "orders",
                        RunningShop.ORDERS,
                        "--matryoshka.limits.token-length=2000",
                        "--matryoshka.callees.bank.audience=https://bank.example",
                        "--matryoshka.callees.bank.hosts=bank.example/api",
                        "--matryoshka.decryption.keys-file=" + keys)
                .getBean(ResourceServer.class);
        Map<String, String> publicKey = new TreeMap<>();
        key.toPublicJWK().toJSONObject().forEach((name, value) -> publicKey.put(name, String.valueOf(value)));
        PlayedToken forBank =
                PlayedToken.of("https://bank.example", "orders", "bank:pay").encryptedTo(publicKey);

        ReceivedToken received = server.verify(PresentedToken.ofBearer(shop.issuer.mint(
                PlayedToken.of(RunningShop.ORDERS, "web-shop", "o").embedding(forBank))));
        assertThat(received.tokenIfListed(URI.create("https://bank.example/api/pay")))
                .isPresent();
        assertThat(received.tokenIfListed(URI.create("https://bank.example/"))).isEmpty();
        assertThatThrownBy(() -> server.verify(PresentedToken.ofBearer("a".repeat(2001))))
                .isInstanceOf(RefusedException.class)
                .hasMessage("The token is too long.");
    }

    @Test
    void decryption_keys_that_cannot_be_read_end_the_start() {
        String issuer = "--matryoshka.issuer=https://tokens.example";
        assertThatThrownBy(() -> start(issuer, "--matryoshka.audience=a", "--matryoshka.decryption.password=p"))
                .rootCause()
                .hasMessageContaining("matryoshka.decryption.keys-file");
        assertThatThrownBy(() -> start(issuer, "--matryoshka.audience=a", "--matryoshka.decryption.keys-file=/nowhere"))
                .rootCause()
                .hasMessage("The key file '/nowhere' cannot be read.");
    }

    @Test
    void stale_tokens_are_treated_as_the_properties_say() {
        assertThatThrownBy(() -> start(
                        "--matryoshka.issuer=https://tokens.example",
                        "--matryoshka.audience=a",
                        "--matryoshka.status.stale=renew"))
                .rootCause()
                .hasMessage("Stale tokens cannot be renewed without credentials.");
    }

    @Test
    void health_shows_an_issuer_that_is_away_and_stays_good(RunningShop shop) {
        ResourceServer server = shop.orders.getBean(ResourceServer.class);
        IssuerHealth health = shop.orders.getBean(IssuerHealth.class);
        URI endpoint = at(shop.orders).resolve("/actuator/health");

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        shop.issuer.fail(true);
        try {
            server.refresh();
            assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
            assertThat(shop.send("GET", endpoint).body()).contains("\"UP\"");
        } finally {
            shop.issuer.fail(false);
            server.refresh();
        }
    }

    @Test
    void every_property_is_described_for_editors() throws IOException {
        String metadata;
        try (InputStream file =
                MatryoshkaProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            metadata = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }

        for (Class<?> group : List.of(
                MatryoshkaProperties.class,
                MatryoshkaProperties.Decryption.class,
                MatryoshkaProperties.Status.class,
                MatryoshkaProperties.Bounds.class)) {
            for (RecordComponent property : group.getRecordComponents()) {
                String name = prefix(group)
                        + property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
                if (property.getType().getEnclosingClass() != MatryoshkaProperties.class) {
                    assertThat(metadata)
                            .containsPattern("\"name\": \"matryoshka." + name + "\",[^}]*\"description\": \"[A-Z]");
                }
            }
        }
    }

    private static String prefix(Class<?> group) {
        if (group == MatryoshkaProperties.class) {
            return "";
        }
        return group == MatryoshkaProperties.Bounds.class
                ? "limits."
                : group.getSimpleName().toLowerCase(Locale.ROOT) + ".";
    }

    @Test
    void what_the_resource_server_counts_is_a_metric(RunningShop shop) {
        MeterRegistry meters = shop.orders.getBean(MeterRegistry.class);
        double before = accepted(meters);

        shop.get(shop.orders, "/me", shop.issuer.mint(PlayedToken.of(RunningShop.ORDERS, "web-shop", "orders:read")));

        assertThat(accepted(meters)).isEqualTo(before + 1);
    }

    @Test
    void no_user_with_a_password_is_made_up(RunningShop shop) {
        assertThat(Arrays.asList(shop.orders.getBeanNamesForType(UserDetailsService.class)))
                .isEmpty();
    }

    private static double accepted(MeterRegistry meters) {
        return meters.get("matryoshka.resource.server")
                .tag("event", "accepted")
                .functionCounter()
                .count();
    }

    private static void start(String... arguments) {
        SpringApplication application = new SpringApplicationBuilder(OrdersService.class)
                .web(WebApplicationType.NONE)
                .properties(Collections.singletonMap("logging.level.root", "off"))
                .build();
        application.run(arguments).close();
    }
}

package matryoshka.service.start.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;

class DatabaseSettingsTest {
    @Test
    void a_libpq_url_is_split() {
        DatabaseSettings settings = new DatabaseSettings();
        settings.setUrl("postgres://issuer:p%40ss+%3A@db.example:5433/tokens?sslmode=require");
        settings.setUser("");
        settings.setPassword("");

        assertThat(settings.getUrl()).isEqualTo("jdbc:postgresql://db.example:5433/tokens?sslmode=require");
        assertThat(settings.getUser()).isEqualTo("issuer");
        assertThat(settings.getPassword()).isEqualTo("p@ss+:");
    }

    @Test
    void separate_keys_override_the_url_in_any_order() {
        DatabaseSettings settings = new DatabaseSettings();
        settings.setUser("first");
        settings.setUrl("postgresql://issuer:secret@db/tokens");
        settings.setPassword("second");

        assertThat(settings.getUrl()).isEqualTo("jdbc:postgresql://db/tokens");
        assertThat(settings.getUser()).isEqualTo("first");
        assertThat(settings.getPassword()).isEqualTo("second");
    }

    @Test
    void one_driver_property_does_not_lose_the_others() {
        DatabaseSettings settings = new DatabaseSettings();
        settings.setProperties(Map.of("socketTimeout", "30"));

        assertThat(settings.getProperties())
                .containsEntry("socketTimeout", "30")
                .containsEntry("logServerErrorDetail", "false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://a:5432,b/tokens | jdbc:postgresql://a:5432,b/tokens",
                "jdbc:postgresql://a,b/tokens?targetServerType=any | jdbc:postgresql://a,b/tokens?targetServerType=any",
                "postgresql://a:5433,[::1]:5434,c/tokens | jdbc:postgresql://a:5433,[::1]:5434,c/tokens",
                "postgres://u:p@a,b/x?target_session_attrs=read-write&connect_timeout=3 | jdbc:postgresql://a,b/x?targetServerType=primary&connectTimeout=3",
                "postgres://a,b/x?target_session_attrs=any&load_balance_hosts=random | jdbc:postgresql://a,b/x?targetServerType=any&loadBalanceHosts=true",
                "jdbc:postgresql://a/x?sslmode=verify-full&sslrootcert=/etc/a+b%2Fc.pem | jdbc:postgresql://a/x?sslmode=verify-full&sslrootcert=%2Fetc%2Fa+b%2Fc.pem",
            })
    void several_hosts_and_parameters_are_accepted_in_both_spellings(String url, String jdbc) {
        DatabaseSettings settings = new DatabaseSettings();

        settings.setUrl(url);

        assertThat(settings.getUrl()).isEqualTo(jdbc);
        assertThat(Driver.parseURL(jdbc, null)).isNotNull();
        assertThat(settings.wrongServerType()).isEmpty();
    }

    @Test
    void the_primary_is_chosen_among_several_hosts_and_each_gets_its_time() {
        DatabaseSettings settings = new DatabaseSettings();
        settings.setProperties(Map.of("socketTimeout", "30"));
        settings.setUrl("postgres://a,b,c/tokens");

        assertThat(settings.getProperties())
                .containsEntry("targetServerType", "primary")
                .containsEntry("socketTimeout", "30")
                .containsEntry("connectTimeout", "2")
                .containsEntry("loginTimeout", "6")
                .containsEntry("hostRecheckSeconds", "60");
        assertThat(settings.forBackground().getProperties()).isEqualTo(settings.getProperties());
    }

    @Test
    void a_single_host_is_not_asked_what_it_is() {
        DatabaseSettings settings = new DatabaseSettings();
        settings.setUrl("postgres://a/tokens");

        assertThat(settings.getProperties())
                .doesNotContainKey("targetServerType")
                .containsEntry("loginTimeout", "2");
    }

    @Test
    void a_login_in_parameters_does_not_stay_in_the_url() {
        DatabaseSettings settings = new DatabaseSettings();
        settings.setUrl("jdbc:postgresql://a,b/tokens?user=issuer&password=s%26+x&sslmode=require");

        assertThat(settings.getUrl()).isEqualTo("jdbc:postgresql://a,b/tokens?sslmode=require");
        assertThat(settings.getUser()).isEqualTo("issuer");
        assertThat(settings.getPassword()).isEqualTo("s& x");
    }

    /** Lasting connections are those for migrations, for following changes and for watching the database. */
    @Test
    void properties_count_for_lasting_connections_without_the_timeouts_of_requests() {
        DatabaseSettings settings = new DatabaseSettings();
        settings.setUrl("postgres://a,b/tokens?sslmode=require");
        settings.setProperties(Map.of("sslmode", "disable", "prepareThreshold", "0"));

        assertThat(settings.lastingProperties())
                .containsEntry("prepareThreshold", "0")
                .containsEntry("targetServerType", "primary")
                .doesNotContainKeys("socketTimeout", "loginTimeout", "options", "sslmode");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://me:hush@a/x | embedded:, jdbc:postgresql:",
                "postgres://me:hush@a,/x | position 2",
                "postgres://me:hush@,b/x | position 1",
                "postgres://me:hush@a:65536/x | port at position 1",
                "postgres://me:hush@%2Fvar%2Frun/x | Unix sockets",
                "postgres://me:hu@sh/hush@a/x | percent-encoded",
                "postgres://me:hush@a/ | percent-encoded",
                "postgres://me:hush#1@a/x | percent-encoded",
                "postgres://me:hush@a/x?hush | percent-encoded",
                "postgres://me:hush@a/x?hush=hush | does not support",
                "postgres://me:hush@a/x?target_session_attrs=hush | prefer-standby",
                "jdbc:postgresql://me:hush@a/x | DATABASE_PASSWORD",
                "jdbc:postgresql://a,b/x?password=hush&target_session_attrs=read-write | use targetServerType",
                "jdbc:postgresql:x | must name a host",
            })
    void what_cannot_be_used_is_refused_without_quoting_it(String url, String told) {
        assertThatThrownBy(() -> new DatabaseSettings().setUrl(url))
                .hasMessageContaining("database.url (DATABASE_URL)")
                .hasMessageContaining(told)
                .message()
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://a/x?targetServerType=secondary",
        "postgres://a/x?target_session_attrs=prefer-standby",
        "postgres://a/x?target_session_attrs=read-only"
    })
    void a_standby_is_not_enough(String url) {
        DatabaseSettings settings = new DatabaseSettings();
        settings.setUrl(url);

        assertThat(settings.wrongServerType()).get().asString().contains("DATABASE_URL", "read-write");
    }

    @Test
    void a_standby_to_follow_is_refused_under_its_own_name() {
        assertThatThrownBy(() -> new DatabaseSettings().setFollow("postgres://me:hush@/x"))
                .hasMessageContaining("database.follow (DATABASE_FOLLOW_URL)")
                .message()
                .doesNotContain("hush");
    }
}

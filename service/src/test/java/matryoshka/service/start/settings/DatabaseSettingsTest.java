package matryoshka.service.start.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

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
}

package matryoshka.service.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places(3, 2);

    @Test
    void one_client_has_but_some_of_all() {
        assertThat(places.take("a")).isPresent();
        assertThat(places.take("a")).isPresent();

        assertThat(places.take("a")).isEmpty();
        assertThat(places.take("b")).isPresent();
        assertThat(places.take("c")).isEmpty();
    }

    @Test
    void what_is_given_back_is_taken_again() {
        Places.Place first = places.take("a").orElseThrow();
        assertThat(places.take("a")).isPresent();
        assertThat(places.take("b")).isPresent();

        first.close();

        assertThat(places.take("b")).isPresent();
        assertThat(places.take("a")).isEmpty();
    }
}

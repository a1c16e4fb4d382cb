package matryoshka.service.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places(3, 2);

    @Test
    void one_client_gets_only_some_of_the_slots() {
        assertThat(places.take("a")).isPresent();
        assertThat(places.take("a")).isPresent();

        assertThat(places.take("a")).isEmpty();
        assertThat(places.take("b")).isPresent();
        assertThat(places.take("c")).isEmpty();
    }

    @Test
    void released_slots_are_used_again() {
        Places.Place first = places.take("a").orElseThrow();
        assertThat(places.take("a")).isPresent();
        assertThat(places.take("b")).isPresent();

        first.close();

        assertThat(places.take("b")).isPresent();
        assertThat(places.take("a")).isEmpty();
    }
}

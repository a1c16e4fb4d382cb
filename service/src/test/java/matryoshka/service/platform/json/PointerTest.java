package matryoshka.service.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PointerTest {
    @Test
    void it_is_written_as_the_rfc_has_it() {
        assertThat(Pointer.ROOT).hasToString("");
        assertThat(Pointer.ROOT.to("a/b").to("~").to(7)).hasToString("/a~1b/~0/7");
        assertThat(Pointer.ROOT.to("")).hasToString("/");
    }

    @Test
    void what_nobody_could_read_points_to_what_is_around_it() {
        Pointer service = Pointer.ROOT.to("services").to("a");

        assertThat(service.to("n".repeat(1_000)).to("scopes")).hasToString("/services/a");
        assertThat(service.to("n".repeat(900)).to("n".repeat(100))).hasToString("/services/a/" + "n".repeat(900));
    }
}

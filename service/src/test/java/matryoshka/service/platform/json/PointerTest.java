package matryoshka.service.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PointerTest {
    @Test
    void it_is_escaped_as_in_the_rfc() {
        assertThat(Pointer.ROOT).hasToString("");
        assertThat(Pointer.ROOT.to("a/b").to("~").to(7)).hasToString("/a~1b/~0/7");
        assertThat(Pointer.ROOT.to("")).hasToString("/");
    }

    @Test
    void a_too_long_name_is_replaced_by_its_parents_pointer() {
        Pointer service = Pointer.ROOT.to("services").to("a");

        assertThat(service.to("n".repeat(1_000)).to("scopes")).hasToString("/services/a");
        assertThat(service.to("n".repeat(900)).to("n".repeat(100))).hasToString("/services/a/" + "n".repeat(900));
    }
}

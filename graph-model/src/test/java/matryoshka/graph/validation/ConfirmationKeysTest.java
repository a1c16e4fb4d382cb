package matryoshka.graph.validation;

import static matryoshka.graph.GraphBuilder.graph;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import matryoshka.graph.Confirmation;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Services;
import org.junit.jupiter.api.Test;

/** One key that tokens are bound to, or two while it is rotated. */
class ConfirmationKeysTest {
    private static final Confirmation OLD = new Confirmation("jkt", "A".repeat(43));
    private static final Confirmation NEW = new Confirmation("jkt", "B".repeat(43));
    private static final Confirmation CERTIFICATE = new Confirmation("x5t#S256", "C".repeat(43));

    @Test
    void the_last_key_is_for_new_tokens() {
        assertThat(new ServiceKeys(List.of(OLD, NEW), null).confirmation()).isEqualTo(NEW);
        assertThat(new ServiceKeys(List.of(OLD), null).confirmation()).isEqualTo(OLD);
        assertThat(ServiceKeys.NONE.confirmation()).isNull();
    }

    @Test
    void a_service_can_have_one_or_two() {
        assertThat(violations(OLD)).isEmpty();
        assertThat(violations(OLD, NEW)).isEmpty();
        assertThat(violations(OLD, CERTIFICATE)).isEmpty();
        assertThat(violations(OLD, NEW, CERTIFICATE)).containsExactly("/services/a/keys/confirmation too-many");
    }

    @Test
    void the_same_key_twice_is_refused() {
        assertThat(violations(OLD, OLD)).containsExactly("/services/a/keys/confirmation/1 duplicate");
    }

    @Test
    void each_of_them_must_be_a_thumbprint() {
        assertThat(violations(OLD, new Confirmation("jkt", "short")))
                .containsExactly("/services/a/keys/confirmation/1/jkt key");
        assertThat(violations(new Confirmation("kid", "x"), NEW))
                .containsExactly("/services/a/keys/confirmation/0 key");
        assertThat(violations(new Confirmation("jkt", "short")))
                .containsExactly("/services/a/keys/confirmation/jkt key");
    }

    private static List<String> violations(Confirmation... keys) {
        return graph()
                .service("a", service -> Services.keys(service, new ServiceKeys(List.of(keys), null)), "a:x")
                .violations()
                .stream()
                .map(violation -> violation.pointer() + " " + violation.rule())
                .toList();
    }
}

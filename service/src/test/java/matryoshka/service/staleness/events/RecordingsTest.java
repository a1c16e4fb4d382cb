package matryoshka.service.staleness.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import matryoshka.service.planning.minting.RegistrationDigest;
import matryoshka.service.staleness.events.Recordings.Recording;
import matryoshka.service.staleness.events.Recordings.Standings;
import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Only one instance at a time records the effect of versions on tokens. */
class RecordingsTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final Recordings recordings = new JdbiRecordings(POSTGRES.jdbi());

    @BeforeEach
    void begin_anew() {
        POSTGRES.jdbi().useHandle(database -> {
            database.execute("delete from stale_node");
            database.execute("delete from plan");
            database.execute("""
                    update staleness_recording
                    set recorder = null, lease_until = '-infinity', version = null, entered_until = 'epoch'
                    """);
            database.execute("insert into graph_version values (1, now(), 'admin', null) on conflict do nothing");
            database.execute("""
                    insert into plan (id, client_id, requested, chain, nodes, size, graph_version, footprint)
                    values ('p', 'app', '{}', '{}', '[]', 3, 1, '{1}')
                    """);
            database.execute("insert into plan_node values ('one', 'p'), ('two', 'p'), ('three', 'p')");
        });
    }

    @Test
    void only_one_instance_records_at_a_time() {
        try (Recording recording = recordings.begin().orElseThrow()) {
            assertThat(recording.latest()).isZero();
            assertThat(recordings.begin()).isEmpty();
        }
        try (Recording next = recordings.begin().orElseThrow()) {
            assertThat(next.isInterrupted()).isFalse();
        }
    }

    @Test
    void a_change_of_staleness_is_reported_once() {
        try (Recording recording = recordings.begin().orElseThrow()) {
            Changes first = recording.write(1, standings(List.of("one", "two", "forgotten"), List.of("three")));
            Changes again = recording.write(1, standings(List.of("one", "two"), List.of("three")));
            Changes back = recording.write(1, standings(List.of("one"), List.of("two", "three")));

            assertThat(first.stale()).extracting(NodeChange::plan).containsExactly("one", "two", "forgotten");
            assertThat(first.fresh()).isEmpty();
            assertThat(again).isEqualTo(Changes.NONE);
            assertThat(back.stale()).isEmpty();
            assertThat(back.fresh()).extracting(NodeChange::plan).containsExactly("two");
            assertThat(stale()).containsExactly("one");
        }
    }

    @Test
    void an_instance_that_takes_over_knows_that_something_may_be_missing() {
        Recording dead = recordings.begin().orElseThrow();
        dead.write(1, standings(List.of("one"), List.of()));
        POSTGRES.jdbi()
                .useHandle(database -> database.execute(
                        "update staleness_recording set lease_until = clock_timestamp() - interval '1 second'"));

        try (Recording next = recordings.begin().orElseThrow()) {
            assertThat(next.isInterrupted()).isTrue();
            assertThatThrownBy(() -> dead.write(1, standings(List.of("two"), List.of())))
                    .isInstanceOf(IllegalStateException.class);
            dead.close();
            assertThat(recordings.begin()).as("it is the other one's").isEmpty();
        }
        assertThat(stale()).containsExactly("one");
    }

    @Test
    void former_registrations_are_kept() {
        RegistrationDigest digest = new RegistrationDigest("ab".repeat(32));
        try (Recording recording = recordings.begin().orElseThrow()) {
            recording.registrations(Map.of("app", Optional.of(digest), "gone", Optional.of(digest)));
            recording.registrations(
                    Map.of("app", Optional.of(new RegistrationDigest("cd".repeat(32))), "gone", Optional.empty()));
        }

        assertThat(recordings.registrations())
                .containsExactly(Map.entry("app", new RegistrationDigest("cd".repeat(32))));
    }

    private static Standings standings(List<String> stale, List<String> fresh) {
        return new Standings(
                stale.stream().map(RecordingsTest::node).toList(),
                fresh.stream().map(RecordingsTest::node).toList());
    }

    private static NodeChange node(String id) {
        return new NodeChange(id, new TreeMap<>(Map.of("a", "https://a.example")), true, false, false);
    }

    private static List<String> stale() {
        return POSTGRES.jdbi()
                .withHandle(database -> database.createQuery("select id from stale_node order by id")
                        .mapTo(String.class)
                        .list());
    }
}

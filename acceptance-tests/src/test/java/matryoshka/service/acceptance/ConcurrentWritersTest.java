package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.SharedIssuer.Replicas;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many concurrent writers, at two issuers on one database. */
@ExtendWith(SharedIssuer.class)
class ConcurrentWritersTest {
    private static final int WRITERS = 16;
    private static final int WRITES_EACH = 6;
    private static final int ROUNDS = 10;

    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void versions_are_consecutive_and_no_update_is_lost(Replicas replicas) throws Exception {
        long start = replicas.first().publish("services: {a: {}}");
        List<Caller> callers = List.of(Caller.admin(replicas.first()), Caller.admin(replicas.second()));
        List<Callable<List<Long>>> writers = IntStream.range(0, WRITERS)
                .<Callable<List<Long>>>mapToObj(writer -> () -> write(callers.get(writer % 2), writer))
                .toList();

        List<Long> versions = new ArrayList<>();
        for (Future<List<Long>> written : threads.invokeAll(writers)) {
            versions.addAll(written.get());
        }

        assertThat(versions)
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(start + 1, start + WRITERS * WRITES_EACH)
                        .boxed()
                        .toList());
        assertThat(json(callers.get(0).get("/graph?version=" + (start + WRITERS * WRITES_EACH)))
                        .get("services"))
                .hasSize(1 + WRITERS * WRITES_EACH);
    }

    private static List<Long> write(Caller caller, int writer) throws Exception {
        List<Long> versions = new ArrayList<>();
        for (int write = 0; write < WRITES_EACH; write++) {
            HttpResponse<String> answer = caller.put("/graph/services/w" + writer + "-" + write, "{}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            versions.add(json(answer).get("version").longValue());
        }
        return versions;
    }

    /** A-038 of the bad inputs. */
    @Test
    void two_concurrent_changes_never_make_a_cycle_together(Replicas replicas) throws Exception {
        replicas.first().publish("services: {A: {scopes: {'A:x': ''}}, B: {scopes: {'B:x': ''}}}");
        Caller one = Caller.admin(replicas.first());
        Caller other = Caller.admin(replicas.second());
        CyclicBarrier together = new CyclicBarrier(2);
        for (int round = 0; round < ROUNDS; round++) {
            Future<HttpResponse<String>> there = threads.submit(() -> {
                together.await();
                return one.put("/graph/dependencies/there", "{from: A, to: B, requires: ['A:x'], grants: ['B:x']}");
            });
            Future<HttpResponse<String>> back = threads.submit(() -> {
                together.await();
                return other.put("/graph/dependencies/back", "{from: B, to: A, requires: ['B:x'], grants: ['A:x']}");
            });

            assertThat(List.of(there.get().statusCode(), back.get().statusCode()))
                    .as(there.get().body() + back.get().body())
                    .containsExactlyInAnyOrder(201, 422);
            HttpResponse<String> refused = there.get().statusCode() == 422 ? there.get() : back.get();
            assertThat(json(refused).get("violations").findValuesAsText("rule")).containsOnly("embed-cycle");
            String published = there.get().statusCode() == 201 ? "there" : "back";
            assertThat(dependencies(one)).isSubsetOf(Set.of("there", "back")).hasSize(1);
            assertThat(one.delete("/graph/dependencies/" + published).statusCode())
                    .isEqualTo(200);
        }
    }

    private static List<String> dependencies(Caller caller) throws Exception {
        long version = json(caller.get("/graph/versions?limit=1"))
                .at("/versions/0/version")
                .longValue();
        List<String> names = new ArrayList<>();
        json(caller.get("/graph?version=" + version))
                .path("dependencies")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }
}

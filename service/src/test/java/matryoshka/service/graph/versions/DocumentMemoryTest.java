package matryoshka.service.graph.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.codahale.metrics.MetricRegistry;
import matryoshka.graph.GraphDocument;
import matryoshka.service.platform.problems.ProblemException;
import org.junit.jupiter.api.Test;

class DocumentMemoryTest {
    private static final int MEBIBYTE = 1024 * 1024;

    private final MetricRegistry metrics = new MetricRegistry();
    private final DocumentMemory memory = new DocumentMemory(10 * MEBIBYTE, metrics);

    @Test
    void a_document_larger_than_the_whole_share_is_too_large() {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> take(10 * MEBIBYTE + 1));

        assertThat(refused.problem().status()).isEqualTo(413);
        assertThat(refused.problem().detail()).contains("10 MiB").contains("limits.documentHeapPercent");
    }

    @Test
    void a_document_larger_than_the_free_memory_can_be_retried() {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> memory.forChangeOf(GraphDocument.EMPTY, taken -> {
                    taken.take(6 * MEBIBYTE);
                    return take(5 * MEBIBYTE);
                }));

        assertThat(refused.problem().status()).isEqualTo(503);
    }

    @Test
    void memory_is_released_however_the_work_ends() {
        for (int time = 0; time < 10; time++) {
            take(9 * MEBIBYTE);
            assertThatThrownBy(() -> take(11 * MEBIBYTE)).isInstanceOf(ProblemException.class);
            assertThatThrownBy(() -> memory.forChangeOf(GraphDocument.EMPTY, taken -> {
                        taken.take(9 * MEBIBYTE);
                        throw new IllegalStateException("broken");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(metrics.gauge("matryoshka.documents.bytes").getValue()).isEqualTo(0L);
        assertThat(metrics.gauge("matryoshka.documents.max-bytes").getValue()).isEqualTo(10L * MEBIBYTE);
    }

    private Object take(long bytes) {
        return memory.forChangeOf(GraphDocument.EMPTY, taken -> {
            taken.take(bytes);
            return bytes;
        });
    }
}

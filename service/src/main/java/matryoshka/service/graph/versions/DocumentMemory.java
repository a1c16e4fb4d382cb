package matryoshka.service.graph.versions;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.function.Function;
import java.util.function.Supplier;
import matryoshka.graph.GraphDocument;
import matryoshka.service.platform.json.Room;
import matryoshka.service.platform.problems.ProblemException;

/**
 * The memory in which documents are read, judged and written. What one takes is an upper bound of what it needs; what is not there for it
 * is a request that ends, and not an instance. Thread-safe.
 */
public final class DocumentMemory {
    private static final int WHOLE = 100;
    private static final long MEBIBYTE = 1024 * 1024;

    /** Of each service and dependency that a change leaves as it is: its places in the new graph, and in what tells the two apart. */
    private static final long KEPT_ELEMENT_BYTES = 400;

    /** Of each one that is read from the database. */
    private static final long LOADED_ELEMENT_BYTES = 1_000;

    /** Of each one that is written into an answer. */
    private static final long WRITTEN_ELEMENT_BYTES = 500;

    private final long bytes;
    private long taken;

    /** @param bytes for all documents together */
    public DocumentMemory(long bytes, MetricRegistry metrics) {
        this.bytes = bytes;
        Gauge<Long> inUse = this::taken;
        metrics.registerGauge("matryoshka.documents.bytes", inUse);
        metrics.registerGauge("matryoshka.documents.max-bytes", () -> bytes);
    }

    /** A part of the largest heap that this process can have. */
    public static DocumentMemory ofHeap(int percent, MetricRegistry metrics) {
        return new DocumentMemory(Runtime.getRuntime().maxMemory() / WHOLE * percent, metrics);
    }

    /** What one request takes. For one thread. */
    public final class Taken implements Room {
        private long own;

        private Taken() {}

        /**
         * Takes more.
         *
         * @throws ProblemException 413 when this request alone needs more than there is for all, 503 when others have it
         */
        @Override
        public void take(long more) {
            if (own + more > bytes) {
                throw ProblemException.of(
                        413,
                        "This takes more than the %d MiB of memory that this instance has for documents; see limits.documentHeapPercent."
                                .formatted(bytes / MEBIBYTE));
            }
            if (!reserve(more)) {
                throw ProblemException.unavailable("Other documents take the memory that there is for them.");
            }
            own += more;
        }

        /** Takes what versions need that are read from the database, each taken to be about as large as the current one. */
        public void takeLoaded(GraphDocument current, int versions) {
            take(LOADED_ELEMENT_BYTES * versions * elements(current));
        }
    }

    /** Does what changes the graph: everything in it is judged anew. */
    public <T> T forChangeOf(GraphDocument current, Function<Taken, T> work) {
        return with(KEPT_ELEMENT_BYTES * elements(current), work);
    }

    /**
     * Does what looks at whole versions, each taken to be about as large as the current one.
     *
     * @param loaded how many are read from the database
     * @param written how many are written into the answer
     */
    public <T> T forVersions(GraphDocument current, int loaded, int written, Supplier<T> work) {
        long each = LOADED_ELEMENT_BYTES * loaded + WRITTEN_ELEMENT_BYTES * written;
        return with(each * elements(current), taken -> work.get());
    }

    private <T> T with(long begin, Function<Taken, T> work) {
        Taken taken = new Taken();
        try {
            taken.take(begin);
            return work.apply(taken);
        } finally {
            release(taken.own);
        }
    }

    private static long elements(GraphDocument document) {
        return (long) document.services().size() + document.dependencies().size();
    }

    private synchronized boolean reserve(long more) {
        if (taken + more > bytes) {
            return false;
        }
        taken += more;
        return true;
    }

    private synchronized void release(long own) {
        taken -= own;
    }

    private synchronized long taken() {
        return taken;
    }
}

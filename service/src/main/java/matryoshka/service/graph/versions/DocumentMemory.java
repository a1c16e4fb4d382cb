package matryoshka.service.graph.versions;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.function.Function;
import java.util.function.Supplier;
import matryoshka.graph.GraphDocument;
import matryoshka.service.platform.json.Room;
import matryoshka.service.platform.problems.ProblemException;

/**
 * The memory in which documents are read, checked and written. Each request reserves an upper bound of what it needs; if there is not
 * enough, the request fails instead of the instance. Thread-safe.
 */
public final class DocumentMemory {
    private static final int WHOLE = 100;
    private static final long MEBIBYTE = 1024 * 1024;

    /** For each service and dependency that a change leaves alone: its entries in the new graph and in the diff. */
    private static final long KEPT_ELEMENT_BYTES = 400;

    /** For each one that is read from the database. */
    private static final long LOADED_ELEMENT_BYTES = 1_000;

    /** For each one that is written into a response. */
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

    /** Uses a percentage of the maximum heap of this process. */
    public static DocumentMemory ofHeap(int percent, MetricRegistry metrics) {
        return new DocumentMemory(Runtime.getRuntime().maxMemory() / WHOLE * percent, metrics);
    }

    /** The memory reserved by one request. For use by one thread. */
    public final class Taken implements Room {
        private long own;

        private Taken() {}

        /**
         * Reserves more memory.
         *
         * @throws ProblemException 413 if this request alone needs more than the total, 503 if other requests use it
         */
        @Override
        public void take(long more) {
            if (own + more > bytes) {
                throw ProblemException.of(
                        413,
                        "This needs more than the " + bytes / MEBIBYTE
                                + " MiB that this instance reserves for documents; see limits.documentHeapPercent.");
            }
            if (!reserve(more)) {
                throw ProblemException.unavailable(
                        "Other documents are using all the memory that is reserved for them.");
            }
            own += more;
        }

        /** Reserves memory for versions read from the database, each assumed to be about as large as the current one. */
        public void takeLoaded(GraphDocument current, int versions) {
            take(LOADED_ELEMENT_BYTES * versions * elements(current));
        }
    }

    /** Runs work that changes the graph and checks all of it again. */
    public <T> T forChangeOf(GraphDocument current, Function<Taken, T> work) {
        return with(KEPT_ELEMENT_BYTES * elements(current), work);
    }

    /**
     * Runs work on whole versions, each assumed to be about as large as the current one.
     *
     * @param loaded how many are read from the database
     * @param written how many are written into the response
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

package matryoshka.kafka;

import java.util.Optional;
import matryoshka.resource.ReceivedToken;
import org.jspecify.annotations.Nullable;

/**
 * The received token that the current thread works for: what {@link TokenProducerInterceptor} sends messages with. Other threads do not
 * inherit it.
 */
public final class CurrentToken {
    private static final ThreadLocal<@Nullable ReceivedToken> CURRENT = new ThreadLocal<>();

    private CurrentToken() {}

    /** Work that may fail. */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        void run() throws E;
    }

    /** Returns the token of the work that this thread is doing; empty outside of such work. */
    public static Optional<ReceivedToken> get() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Does work on behalf of a token, on this thread. Afterwards the token before it is current again. */
    public static <E extends Exception> void during(ReceivedToken token, Work<E> work) throws E {
        ReceivedToken before = CURRENT.get();
        CURRENT.set(token);
        try {
            work.run();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }
}

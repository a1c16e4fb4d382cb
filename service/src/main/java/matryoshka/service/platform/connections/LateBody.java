package matryoshka.service.platform.connections;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is read while it arrives, by the thread that serves the request, for a bounded time from the first read on.
 * Completes the request's callback when {@link UnreadRest} is done with the rest of the body.
 */
public final class LateBody extends Request.Wrapper implements Callback {
    /** The request attribute that holds this object. */
    public static final String ATTRIBUTE = LateBody.class.getName();

    private final Callback callback;
    private final BodyLimits limits;
    private final AtomicReference<@Nullable Runnable> reader = new AtomicReference<>();
    private @Nullable ByteBuffer first;
    private Scheduler.@Nullable Task deadline;
    private volatile boolean expired;
    private boolean ended;
    private boolean unreadable;

    /**
     * Passes a request on.
     *
     * @param callback of the request
     * @param first the part of the body that has been read
     */
    LateBody(Request request, Callback callback, ByteBuffer first, BodyLimits limits) {
        super(request);
        this.callback = callback;
        this.first = first;
        this.limits = limits;
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Creates a request of which no more is read: a form that is longer than allowed. */
    static LateBody unreadable(Request request, Callback callback, ByteBuffer first, BodyLimits limits) {
        LateBody body = new LateBody(request, callback, first, limits);
        body.unreadable = true;
        return body;
    }

    /** Runs a task when the request has been answered, whatever the outcome. */
    public void whenAnswered(Runnable task) {
        Request.addCompletionListener(this, failure -> task.run());
    }

    @Override
    public Content.@Nullable Chunk read() {
        if (first != null && first.hasRemaining()) {
            Content.Chunk chunk = Content.Chunk.from(first, false);
            first = null;
            return chunk;
        }
        if (unreadable) {
            return Content.Chunk.from(new IOException("the body is too long"), true);
        }
        if (expired) {
            return Content.Chunk.from(new TimeoutException("the body did not arrive in time"), true);
        }
        if (deadline == null) {
            deadline = after(limits.maxLateTime(), this::expire);
        }
        Content.Chunk chunk = super.read();
        ended |= chunk != null && chunk.isLast();
        return chunk;
    }

    @Override
    public void demand(Runnable toRead) {
        reader.set(toRead);
        super.demand(Invocable.from(Invocable.getInvocationType(toRead), this::callReader));
        if (expired) {
            callReader();
        }
    }

    private void expire() {
        expired = true;
        callReader();
    }

    private void callReader() {
        Runnable waiting = reader.getAndSet(null);
        if (waiting != null) {
            waiting.run();
        }
    }

    @Override
    public void succeeded() {
        endReading();
        // A client that waits to be asked for the body, and was not asked, sends none.
        if (ended || expired || getHeaders().contains(HttpHeader.EXPECT)) {
            callback.succeeded();
        } else {
            UnreadRest rest = new UnreadRest(getWrapped(), callback);
            after(limits.maxShortTime(), rest::leave);
            rest.run();
        }
    }

    @Override
    public void failed(Throwable failure) {
        endReading();
        callback.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
        return callback.getInvocationType();
    }

    private void endReading() {
        if (deadline != null) {
            deadline.cancel();
        }
    }

    private Scheduler.Task after(Duration time, Runnable task) {
        return getComponents().getScheduler().schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
    }
}

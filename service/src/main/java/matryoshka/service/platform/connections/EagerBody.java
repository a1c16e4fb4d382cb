package matryoshka.service.platform.connections;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler.ContentLoader;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * One arriving body. Jetty calls {@link #run} when more of it has arrived, on a thread that must not wait. The request continues when the
 * body is complete, turns out to be long, or has failed. A failure is reported to whoever reads the body, so that each endpoint can answer
 * in its own way.
 */
final class EagerBody extends ContentLoader implements Invocable.Task {
    private static final int MIN_CAPACITY = 512;

    private final BodyLimits limits;
    private final UnfinishedBodies unfinished;
    private final Object reading = new Object();
    private volatile boolean arrives = true;
    private byte[] bytes = new byte[0];
    private int size;
    private volatile Scheduler.@Nullable Task deadline;

    EagerBody(
            Handler next,
            Request request,
            Response response,
            Callback callback,
            BodyLimits limits,
            UnfinishedBodies unfinished) {
        super(next, request, response, callback);
        this.limits = limits;
        this.unfinished = unfinished;
    }

    /** Returns whether there is nothing to read yet and more is to come. */
    boolean arrives() {
        return arrives;
    }

    @Override
    protected void load() {
        read(this::passOn);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
        read(this::passOnElsewhere);
    }

    /** Gives up on a body that takes too long or too much memory. */
    void giveUp() {
        synchronized (reading) {
            if (!arrives) {
                return;
            }
            arrives = false;
        }
        passOnElsewhere(failed(new TimeoutException("the body did not arrive in time")));
    }

    private void read(Consumer<Request> next) {
        Request request;
        synchronized (reading) {
            request = arrives ? readWhatIsThere() : null;
            arrives &= request == null;
        }
        if (request != null) {
            next.accept(request);
        } else if (arrives) {
            unfinished.waits(this, size);
        }
    }

    /** Returns the request to continue with; null while more is to come. */
    private @Nullable Request readWhatIsThere() {
        if (getRequest().getLength() > limits.maxShortBytes()) {
            return late();
        }
        for (Content.Chunk chunk = getRequest().read();
                chunk != null;
                chunk = getRequest().read()) {
            if (Content.Chunk.isFailure(chunk)) {
                return failed(chunk.getFailure());
            }
            add(chunk.getByteBuffer());
            chunk.release();
            if (chunk.isLast()) {
                return new WholeBody(getRequest(), body());
            }
            if (size > limits.maxShortBytes()) {
                return late();
            }
        }
        setDeadline();
        getRequest().demand(this);
        return null;
    }

    private void setDeadline() {
        if (deadline == null) {
            Scheduler scheduler = getRequest().getComponents().getScheduler();
            deadline = scheduler.schedule(this::giveUp, limits.maxShortTime().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void add(ByteBuffer more) {
        int length = more.remaining();
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, Math.max(MIN_CAPACITY, 2 * bytes.length)));
        }
        more.get(bytes, size, length);
        size += length;
    }

    private ByteBuffer body() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /** Returns a body whose first byte exists: Jersey checks a form for a first byte before anything can be reported about the rest. */
    private ByteBuffer beginning() {
        return size == 0 ? ByteBuffer.wrap(new byte[1]) : body();
    }

    private boolean isForm() {
        String type = getRequest().getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type != null && MimeTypes.Type.FORM_ENCODED.is(MimeTypes.getContentTypeWithoutCharset(type));
    }

    private Request late() {
        closeAfterwards();
        return isForm()
                ? LateBody.unreadable(getRequest(), getCallback(), beginning(), limits)
                : new LateBody(getRequest(), getCallback(), body(), limits);
    }

    private Request failed(Throwable failure) {
        closeAfterwards();
        return new WholeBody(getRequest(), beginning(), failure);
    }

    /** Closes the connection after a body that may not be read to the end: Jetty would close it too, but does not always announce it. */
    private void closeAfterwards() {
        getResponse().getHeaders().put(HttpFields.CONNECTION_CLOSE);
    }

    private void passOn(Request request) {
        if (deadline != null) {
            deadline.cancel();
            unfinished.ended(this);
        }
        handle(request, getResponse(), request instanceof LateBody late ? late : getCallback());
    }

    private void passOnElsewhere(Request request) {
        try {
            getRequest().getContext().execute(() -> passOn(request));
        } catch (RejectedExecutionException stopping) {
            getCallback().failed(stopping);
        }
    }
}

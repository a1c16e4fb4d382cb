package matryoshka.service.platform.connections;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import matryoshka.service.platform.overload.Pause;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many threads wait for clients to read their responses. Beyond that, drops the connection that has waited longest: a client
 * that reads at a reasonable pace is not the slowest of many.
 */
final class SlowAnswers extends Handler.Wrapper {
    private final int max;
    private final Set<Write> waiting = new LinkedHashSet<>();

    /** @param max how many threads may wait */
    SlowAnswers(Handler next, int max) {
        super(next);
        this.max = max;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, new Answer(request, response), callback);
    }

    private void list(Write write) {
        // Outside the lock: it may begin other requests, and refuse some.
        Pause pause = Pause.begin();
        Write oldest = null;
        boolean waits;
        synchronized (waiting) {
            write.listed = true;
            // Checked after listing it, while the completing thread checks the list after completing it: one of the two
            // notices.
            waits = !write.completed;
            if (waits) {
                waiting.add(write);
                write.pause = pause;
            }
            if (waiting.size() > max) {
                Iterator<Write> each = waiting.iterator();
                oldest = each.next();
                each.remove();
                oldest.goOn();
            }
        }
        if (!waits) {
            pause.end();
        }
        if (oldest != null) {
            oldest.connection.close(new TimeoutException("the client did not read the response in time"));
        }
    }

    private void strike(Write write) {
        synchronized (waiting) {
            if (waiting.remove(write)) {
                write.goOn();
            }
        }
    }

    private final class Answer extends Response.Wrapper {
        Answer(Request request, Response response) {
            super(request, response);
        }

        @Override
        public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
            Write write = new Write(
                    callback,
                    getRequest().getConnectionMetaData().getConnection().getEndPoint());
            super.write(last, content, write);
            if (!write.completed) {
                list(write);
            }
        }
    }

    /** A write in progress. Most are complete when the call returns, and take no lock. */
    private final class Write extends Callback.Nested {
        private final EndPoint connection;
        private volatile boolean completed;
        private volatile boolean listed;
        /** While it is listed. */
        private @Nullable Pause pause;

        Write(Callback callback, EndPoint connection) {
            super(callback);
            this.connection = connection;
        }

        void goOn() {
            if (pause != null) {
                pause.end();
            }
        }

        @Override
        public void completed() {
            completed = true;
            if (listed) {
                strike(this);
            }
        }
    }
}

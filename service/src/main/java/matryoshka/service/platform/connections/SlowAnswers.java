package matryoshka.service.platform.connections;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many threads wait until a client takes its answer. When there are more, the one that has waited longest is given up, with its
 * connection: whoever reads at an honest pace is not the slowest of many.
 */
final class SlowAnswers extends Handler.Wrapper {
    private final int max;
    private final Set<Write> waiting = new LinkedHashSet<>();

    /** @param max how many may wait */
    SlowAnswers(Handler next, int max) {
        super(next);
        this.max = max;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, new Answer(request, response), callback);
    }

    private void list(Write write) {
        Write oldest = null;
        synchronized (waiting) {
            write.listed = true;
            // Looked at after that, as the other one looks whether it is listed after this: one of them sees it.
            if (!write.completed) {
                waiting.add(write);
            }
            if (waiting.size() > max) {
                Iterator<Write> each = waiting.iterator();
                oldest = each.next();
                each.remove();
            }
        }
        if (oldest != null) {
            oldest.connection.close(new TimeoutException("the answer was not taken"));
        }
    }

    private void strike(Write write) {
        synchronized (waiting) {
            waiting.remove(write);
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

    /** A write on its way. Most are completed when the call returns, and cost no lock. */
    private final class Write extends Callback.Nested {
        private final EndPoint connection;
        private volatile boolean completed;
        private volatile boolean listed;

        Write(Callback callback, EndPoint connection) {
            super(callback);
            this.connection = connection;
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

package matryoshka.service.platform.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import matryoshka.service.testing.Soon;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watching connections continues after an error of the JVM. */
class SlowHeadsTest {
    private final Server server = new Server();
    private final SlowHeads heads = new SlowHeads(
            new Handler.Abstract.NonBlocking() {
                @Override
                public boolean handle(
                        org.eclipse.jetty.server.Request request,
                        org.eclipse.jetty.server.Response response,
                        org.eclipse.jetty.util.Callback callback) {
                    return false;
                }
            },
            Duration.ofMillis(1));

    @BeforeEach
    void start() throws Exception {
        server.setHandler(heads);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void an_error_while_looking_does_not_end_it() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        EndPoint end = played(EndPoint.class, (self, method, given) -> {
            if (method.getName().equals("close")) {
                closed.incrementAndGet();
            }
            return null;
        });

        heads.onOpened((Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class, ConnectionMetaData.class},
                (self, method, given) -> switch (method.getName()) {
                    case "getBytesIn" -> {
                        if (looks.incrementAndGet() == 1) {
                            throw new OutOfMemoryError("thrown by a test");
                        }
                        yield 0L;
                    }
                    case "getEndPoint" -> end;
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == given[0];
                    default -> null;
                }));

        Soon.holds(() -> closed.get() > 0);
        assertThat(looks).hasValueGreaterThan(1);
    }

    private static <T> T played(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

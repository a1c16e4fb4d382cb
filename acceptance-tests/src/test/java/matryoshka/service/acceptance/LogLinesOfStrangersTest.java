package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.List;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.testing.RawHttp;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Nothing that an unauthenticated sender sends is logged, except, a few times, that credentials were malformed. */
@ExtendWith(SharedIssuer.class)
class LogLinesOfStrangersTest {
    private static final List<String> TARGETS = List.of("GET /oauth2/jwks", "POST /oauth2/token");

    private static final List<String> HEADERS = List.of(
            "Accept",
            "Accept-Charset",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Connection",
            "Content-Encoding",
            "Content-Language",
            "Content-Length",
            "Content-Type",
            "Cookie",
            "Date",
            "DPoP",
            "Expect",
            "Forwarded",
            "Host",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "If-Range",
            "Last-Event-ID",
            "Origin",
            "Range",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "X-Forwarded-For",
            "X-HTTP-Method-Override");

    private static final List<String> VALUES = List.of(
            "",
            "x",
            "a, b",
            "\"",
            "*/*;q=",
            "application/json;charset=nope",
            "123456789012345678901234567890",
            "-1",
            "Thu, 99 Foo 2026 00:00:00 GMT",
            "[::1",
            "localhost:99999999",
            "bytes=0-",
            "Basic !",
            "Bearer a.b.c",
            "\u00e9\u00ff",
            "%zz",
            "a=\"b",
            "h2c",
            "en;q=5, x;q=abc");

    @Test
    void odd_and_repeated_headers_are_not_logged(RunningIssuer issuer) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.addAppender(lines);
        try {
            for (String target : TARGETS) {
                for (String header : HEADERS) {
                    for (String value : VALUES) {
                        send(issuer, target, header, value, 1);
                        send(issuer, target, header, value, 2);
                        assertThat(List.copyOf(lines.list))
                                .filteredOn(line -> !line.getLoggerName().equals(AuditLog.LOGGER))
                                .as("%s, %s: %s", target, header, value)
                                .isEmpty();
                    }
                }
            }
        } finally {
            root.detachAppender(lines);
        }
    }

    private static void send(RunningIssuer issuer, String target, String header, String value, int times) {
        String host = header.equals("Host") ? "" : "Host: localhost\r\n";
        String close = header.equals("Connection") ? "" : "Connection: close\r\n";
        try {
            RawHttp.sendAndHangUp(
                    issuer.port(),
                    target + " HTTP/1.1\r\n" + host + (header + ": " + value + "\r\n").repeat(times) + close + "\r\n");
        } catch (IOException hungUp) {
            // The issuer may answer so; this test does not check it.
        }
    }
}

package matryoshka.gateway;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import matryoshka.resource.AuditEvent;

/** Writes a line for what happens to tokens: ids and names, never a token. Thread-safe. */
final class AuditLines {
    /** Anybody can be refused at will. */
    static final int MAX_REFUSALS = 50;

    static final int WINDOW_SECONDS = 10;
    private static final int MAX_CHARS = 300;

    private final Consumer<String> log;
    private final Settings.Audit which;
    private final Clock clock;
    private Instant windowEnd = Instant.EPOCH;
    private int refusals;

    AuditLines(Consumer<String> log, Settings.Audit which, Clock clock) {
        this.log = log;
        this.which = which;
        this.clock = clock;
    }

    void write(String service, AuditEvent event) {
        if (event instanceof AuditEvent.Accepted accepted) {
            if (which == Settings.Audit.ALL) {
                log.accept("accepted service=" + service + " jti=" + quoted(accepted.jti()) + " txn="
                        + quoted(accepted.txn()) + " client_id=" + quoted(accepted.clientId()) + " sub="
                        + quoted(accepted.subject()));
            }
        } else if (event instanceof AuditEvent.NextHop next) {
            if (which == Settings.Audit.ALL) {
                log.accept("gave service=" + service + " jti=" + quoted(next.jti()) + " txn=" + quoted(next.txn())
                        + " audience=" + quoted(next.audience()) + " next_jti=" + quoted(next.nextJti()) + " how="
                        + next.how().name().toLowerCase(Locale.ROOT));
            }
        } else if (event instanceof AuditEvent.Refused refused) {
            refusal("refused service=" + service + " status=" + refused.status() + " error=" + quoted(refused.error())
                    + " why=" + quoted(refused.description()));
        } else if (event instanceof AuditEvent.NoNextHop missing) {
            refusal("no_token service=" + service + " jti=" + quoted(missing.jti()) + " txn="
                    + quoted(missing.txn()) + " callee=" + quoted(missing.callee()) + " why="
                    + missing.reason().name().toLowerCase(Locale.ROOT));
        }
    }

    private synchronized void refusal(String line) {
        Instant now = clock.instant();
        if (!now.isBefore(windowEnd)) {
            if (refusals > MAX_REFUSALS) {
                log.accept("left_out refusals=" + (refusals - MAX_REFUSALS));
            }
            refusals = 0;
            windowEnd = now.plusSeconds(WINDOW_SECONDS);
        }
        if (++refusals <= MAX_REFUSALS) {
            log.accept(line);
        }
    }

    /** Values can be anybody's text: they make no lines and no members of their own. */
    private static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.codePoints().limit(MAX_CHARS).forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                text.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.append('"').toString();
    }
}

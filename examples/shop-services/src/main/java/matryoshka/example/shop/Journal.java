package matryoshka.example.shop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import matryoshka.resource.AuditEvent;

/** What the services tell: who presented which token to whom. Knows ids of tokens only. Thread-safe. */
final class Journal {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, String> services = new HashMap<>();
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<Hop> hops = new ArrayList<>();
    private final List<Hop> missing = new ArrayList<>();
    private final Map<String, Deque<String>> refusals = new HashMap<>();
    private final Set<String> exchanged = new HashSet<>();

    private record Accepted(String service, String jti, String presenter, String scopes) {}

    /**
     * A token that a service took for the next.
     *
     * @param jti of the token that it received
     */
    private record Hop(String service, String jti, String callee, String nextJti, String how) {}

    /** @param services by audience */
    Journal(Map<String, String> services) {
        this.services.putAll(services);
    }

    /** Returns the audit hook of a service. */
    Consumer<AuditEvent> of(String service) {
        return event -> {
            if (event instanceof AuditEvent.Accepted token) {
                accepted(service, token.jti(), token.clientId(), token.scopes());
            } else if (event instanceof AuditEvent.NextHop token) {
                next(
                        service,
                        token.jti(),
                        token.audience(),
                        token.nextJti(),
                        token.how().name());
            } else if (event instanceof AuditEvent.NoNextHop missing) {
                missing(
                        service,
                        missing.jti(),
                        missing.callee(),
                        missing.reason().name());
            } else if (event instanceof AuditEvent.Refused request) {
                refused(service, request.status(), request.description());
            }
        };
    }

    synchronized void accepted(String service, String jti, String presenter, Collection<String> scopes) {
        accepted.add(new Accepted(service, jti, presenter, String.join(" ", scopes)));
        notifyAll();
    }

    synchronized void next(String service, String jti, String audience, String nextJti, String how) {
        hops.add(new Hop(
                service, jti, services.getOrDefault(audience, audience), nextJti, how.toLowerCase(Locale.ROOT)));
        if (how.equals("EXCHANGED")) {
            exchanged.add(nextJti);
        }
        notifyAll();
    }

    private synchronized void missing(String service, String jti, String callee, String reason) {
        missing.add(new Hop(service, jti, callee, "", "no token: " + reason));
    }

    synchronized void refused(String service, int status, String why) {
        refusals.computeIfAbsent(service, any -> new ArrayDeque<>()).add(status + " " + why);
        notifyAll();
    }

    /** Returns how many tokens the services have got by exchange so far. */
    synchronized long exchanges() {
        return exchanged.size();
    }

    /** Returns how many of the hops had a token of their own. */
    synchronized long hopsWithOwnToken() {
        return hops.stream().filter(hop -> !hop.how().equals("shared")).count();
    }

    /** Waits until every token that was taken has been accepted or refused, and at least so many requests were. */
    synchronized void await(int requests) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (accepted.size() + refusedCount() < Math.max(requests, hops.size())) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException("The services say nothing more.");
            }
            wait(left);
        }
    }

    private int refusedCount() {
        return refusals.values().stream().mapToInt(Deque::size).sum();
    }

    /** Returns all that was told, as trees, and forgets it. */
    synchronized String tell() {
        StringBuilder text = new StringBuilder();
        accepted.stream()
                .filter(token -> hops.stream().noneMatch(hop -> leadsTo(hop, token)))
                .toList()
                .forEach(root -> {
                    line(text, "", root.presenter(), root.service(), root.scopes());
                    children(text, "  ", root);
                });
        refusals.forEach((service, reasons) ->
                reasons.forEach(reason -> text.append("%s refuses: %s%n".formatted(service, reason))));
        accepted.clear();
        hops.clear();
        missing.clear();
        refusals.clear();
        return text.toString();
    }

    private void children(StringBuilder text, String indent, Accepted parent) {
        for (Hop hop : hops) {
            if (hop.service().equals(parent.service()) && hop.jti().equals(parent.jti())) {
                Optional<Accepted> child =
                        accepted.stream().filter(token -> leadsTo(hop, token)).findFirst();
                String result = child.map(Accepted::scopes).orElseGet(() -> "refused: " + refusal(hop.callee()));
                line(text, indent, hop.service(), hop.callee(), "%-30s %s".formatted(result, hop.how()));
                child.ifPresent(token -> children(text, indent + "  ", token));
            }
        }
        missing.stream()
                .filter(hop ->
                        hop.service().equals(parent.service()) && hop.jti().equals(parent.jti()))
                .forEach(hop -> line(text, indent, hop.service(), hop.callee(), hop.how()));
    }

    private String refusal(String service) {
        Deque<String> reasons = refusals.getOrDefault(service, new ArrayDeque<>());
        return reasons.isEmpty() ? "?" : reasons.removeFirst();
    }

    private static void line(StringBuilder text, String indent, String from, String to, String what) {
        text.append("%-28s %s%n".formatted(indent + from + " -> " + to, what));
    }

    private static boolean leadsTo(Hop hop, Accepted token) {
        return hop.callee().equals(token.service()) && hop.nextJti().equals(token.jti());
    }
}

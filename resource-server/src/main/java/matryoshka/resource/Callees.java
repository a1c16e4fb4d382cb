package matryoshka.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The services that this one calls. Immutable. */
record Callees(List<Callee> all) {
    static final Callees NONE = new Callees(List.of());

    Callees {
        all = List.copyOf(all);
    }

    /** Returns these and others; these come first. */
    Callees and(Callees others) {
        List<Callee> both = new ArrayList<>(all);
        both.addAll(others.all);
        return new Callees(both);
    }

    Optional<Callee> called(String nameOrAudience) {
        return all.stream().filter(callee -> callee.isCalled(nameOrAudience)).findFirst();
    }

    /** Returns the service at a URL: the one with the longest prefix that covers it. */
    Optional<Callee> at(TargetUrl target) {
        return all.stream()
                .max(Comparator.comparingInt(callee -> longest(callee, target)))
                .filter(callee -> longest(callee, target) >= 0);
    }

    private static int longest(Callee callee, TargetUrl target) {
        return callee.hosts().stream()
                .filter(host -> host.covers(target))
                .mapToInt(HostPrefix::length)
                .max()
                .orElse(-1);
    }
}

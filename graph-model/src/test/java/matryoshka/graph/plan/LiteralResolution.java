package matryoshka.graph.plan;

import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Sharing;

/** docs/model.md, section 3, steps 3 and 4, word for word and without regard to cost: what {@link Resolution} is compared with. */
final class LiteralResolution {
    private final GraphDocument document;
    private final String client;
    private final StringBuilder text = new StringBuilder();

    private LiteralResolution(GraphDocument document, String client) {
        this.document = document;
        this.client = client;
    }

    static String tree(GraphDocument document, String client, Collection<String> requested) {
        SortedSet<String> members = new TreeSet<>();
        document.services().values().forEach(service -> {
            if (service.scopes().keySet().stream().anyMatch(requested::contains)) {
                members.add(service.name());
            }
        });
        LiteralResolution resolution = new LiteralResolution(document, client);
        resolution.write(members, new TreeSet<>(requested), client, 0);
        return resolution.text.toString();
    }

    private void write(SortedSet<String> m, SortedSet<String> s, String holder, int level) {
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Dependency edge : document.dependencies().values()) {
                if (edge.sharing() == Sharing.REUSE && matches(edge, m, s)) {
                    grew |= m.add(edge.to());
                    grew |= s.addAll(edge.grants().toList());
                }
            }
        }
        text.append("  ".repeat(level)).append(String.join("+", m) + " " + s + " by " + holder);
        children(m, s, Sharing.EXCHANGE)
                .forEach((calleeThenHolder, grants) ->
                        text.append(" exchange ").append(calleeThenHolder, 0, calleeThenHolder.indexOf('\t')));
        text.append('\n');
        children(m, s, Sharing.EMBED).forEach((calleeThenHolder, grants) -> {
            int tab = calleeThenHolder.indexOf('\t');
            SortedSet<String> callee = new TreeSet<>();
            callee.add(calleeThenHolder.substring(0, tab));
            write(callee, new TreeSet<>(grants), calleeThenHolder.substring(tab + 1), level + 1);
        });
    }

    private Map<String, SortedSet<String>> children(SortedSet<String> m, SortedSet<String> s, Sharing sharing) {
        Map<String, SortedSet<String>> children = new TreeMap<>();
        for (Dependency edge : document.dependencies().values()) {
            if (edge.sharing() == sharing && matches(edge, m, s)) {
                children.computeIfAbsent(edge.to() + "\t" + edge.from(), pair -> new TreeSet<>())
                        .addAll(edge.grants().toList());
            }
        }
        return children;
    }

    private boolean matches(Dependency edge, SortedSet<String> m, SortedSet<String> s) {
        return m.contains(edge.from())
                && s.containsAll(edge.requires().toList())
                && (edge.clients() == null || edge.clients().contains(client));
    }
}

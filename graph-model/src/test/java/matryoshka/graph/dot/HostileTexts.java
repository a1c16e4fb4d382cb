package matryoshka.graph.dot;

import java.util.List;
import java.util.Map;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceAccess;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;

/** Texts that try to be more than text in a diagram, and graphs that have them wherever a text can be. */
final class HostileTexts {
    static final List<String> ALL = List.of(
            "a\"];evil[label=\"x",
            "\\N\\G<b>x</b>",
            "back\\",
            "\\\"",
            "\\\\\"",
            "nul\0",
            "line\nbreak\r\n",
            "\uD800",
            "<<table><tr><td>x</td></tr></table>>",
            "&quot;];evil[&amp;&#34;",
            "} digraph { evil",
            "end",
            "%%{init: {\"x\": 1}}%%",
            "`**md**`",
            "#quot;]; evil[#34;",
            "|x| --> evil",
            "click n1 call evil()",
            "style n1 fill:#f00;",
            "/* comment // */ # comment",
            "\u202Eevil\u202C \u2066x\u2069",
            "שלום عربي",
            "🪆 名前 \u0301",
            "\uFFFE\uFFFF\u0085\u2028\uFEFF",
            "subgraph",
            "node",
            "strict",
            "-->",
            "x".repeat(20_000),
            "&".repeat(20_000),
            "🪆".repeat(20_000),
            "");

    private HostileTexts() {}

    /** Two services and a dependency between them, everything about them named like this. */
    static GraphDocument graph(String text) {
        Service from = service("from" + text, text);
        Service to = service("to" + text, text);
        Dependency edge = new Dependency(
                text,
                from.name(),
                to.name(),
                Scopes.of(text),
                Scopes.of(text),
                Sharing.EMBED,
                null,
                null,
                false,
                ClaimRules.NONE);
        return new GraphDocument(Sorted.map(Map.of("a", from, "b", to)), Sorted.map(Map.of(text, edge)));
    }

    private static Service service(String name, String text) {
        return new Service(
                name,
                text,
                text,
                text,
                Sorted.set(List.of()),
                null,
                Sorted.map(Map.of(text, text)),
                ServiceKeys.NONE,
                new ServiceAccess(Sorted.set(List.of(text)), Sorted.set(List.of(text))));
    }
}

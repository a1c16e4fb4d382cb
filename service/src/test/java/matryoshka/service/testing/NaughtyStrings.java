package matryoshka.service.testing;

import java.util.List;

/** Texts with a meaning elsewhere: in DOT, HTML, SQL, shells, JSON, YAML and terminals. */
public final class NaughtyStrings {
    public static final List<String> ALL = List.of(
            "a\"];evil[label=\"x",
            "\\",
            "\\\"",
            "\\N\\G\\L<b>x</b>",
            "<<TABLE><TR><TD>x</TD></TR></TABLE>>",
            "<b>",
            "&amp; &#0; &nope;",
            "-->",
            "// no /* comment",
            "# no comment",
            "{a|b}",
            "a;b -> c",
            "two\nlines",
            "a\ttab",
            "return\rhere",
            "\u0001\u001b[31mred",
            "x'); drop table graph_service;--",
            "$(touch /tmp/evil) `id` ${HOME} %s %n",
            "{\"a\": [1]}",
            "- a: &x !!binary",
            "\u65e5\u672c\u8a9e",
            "\u202eright to left",
            "\ufeffmark",
            "\ud83d\ude00",
            "Z\u0334\u0321\u034d\u0321\u034aalgo",
            " ",
            "\u00a0",
            "\u2028separated");

    private NaughtyStrings() {}
}

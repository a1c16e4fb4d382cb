package matryoshka.graph.validation;

import matryoshka.graph.Violation;

/** A JSON pointer (RFC 6901) that can be extended. */
record Pointer(String text) {
    static final Pointer SERVICES = new Pointer("/services");
    static final Pointer DEPENDENCIES = new Pointer("/dependencies");
    static final Pointer INVARIANTS = new Pointer("/invariants");

    Pointer to(String member) {
        return new Pointer(text + "/" + member.replace("~", "~0").replace("/", "~1"));
    }

    Violation violates(String rule, String message) {
        return new Violation(text, rule, message);
    }
}

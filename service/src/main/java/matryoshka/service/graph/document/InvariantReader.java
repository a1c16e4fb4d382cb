package matryoshka.service.graph.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import matryoshka.graph.Invariant;
import matryoshka.graph.Violation;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.platform.json.Pointer;
import org.jspecify.annotations.Nullable;

/** Reads one invariant, which must have exactly one of the forms. */
final class InvariantReader {
    private enum Form {
        NEVER("from", "never"),
        CALLERS("service", "callers"),
        DEPTH("max_depth", "max_depth");

        private final String member;
        private final String otherMember;

        Form(String member, String otherMember) {
            this.member = member;
            this.otherMember = otherMember;
        }

        /** Returns whether any member of this form is present. The cursor knows all of them from now on. */
        boolean isBegun(ObjectCursor cursor) {
            boolean has = cursor.has(member);
            return cursor.has(otherMember) || has;
        }
    }

    private InvariantReader() {}

    static @Nullable Invariant invariant(String name, JsonNode value, Pointer pointer, List<Violation> violations) {
        ObjectCursor cursor = ObjectCursor.of(value, pointer, violations);
        if (cursor == null) {
            return null;
        }
        List<Form> forms =
                Stream.of(Form.values()).filter(form -> form.isBegun(cursor)).toList();
        cursor.refuseOthers();
        if (forms.size() != 1) {
            violations.add(
                    new Violation(
                            pointer.toString(),
                            "invariant-form",
                            "An invariant must have exactly one of these forms: from and never; service and callers; max_depth."));
            return null;
        }
        return switch (forms.get(0)) {
            case NEVER -> never(name, cursor);
            case CALLERS -> callers(name, cursor);
            case DEPTH -> depth(name, cursor);
        };
    }

    private static @Nullable Invariant never(String name, ObjectCursor cursor) {
        String from = cursor.requires("from") ? cursor.text("from") : null;
        String scope = cursor.requires("never") ? cursor.text("never") : null;
        return from == null || scope == null ? null : new Invariant.Never(name, from, scope);
    }

    private static @Nullable Invariant callers(String name, ObjectCursor cursor) {
        String service = cursor.requires("service") ? cursor.text("service") : null;
        SortedSet<String> callers = cursor.requires("callers") ? cursor.texts("callers") : null;
        return service == null || callers == null ? null : new Invariant.Callers(name, service, callers);
    }

    private static @Nullable Invariant depth(String name, ObjectCursor cursor) {
        Integer depth = cursor.integer("max_depth");
        return depth == null ? null : new Invariant.MaxDepth(name, depth);
    }
}

package matryoshka.service.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import matryoshka.graph.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Counts the contents of a document while it is read, and stops before too much is built. The memory that each part uses until the request
 * is decided was measured; the constants are upper bounds.
 */
final class CountingParser extends JsonParserDelegate {
    /** For each byte of a body: the byte itself, the strings made from it, and those of the response. */
    static final long BYTES_PER_BYTE = 4;

    /** For each JSON value: its node, its name in the enclosing object, the graph object made from it, and its node in the response. */
    private static final long VALUE_BYTES = 230;

    private static final long SERVICE_BYTES = 600;
    private static final long DEPENDENCY_BYTES = 500;
    /** Memory is requested in steps of this size, since each request has a cost. */
    private static final long ASKED_AT_ONCE = 64 * 1024;

    private final ElementLimits limits;
    private final Room room;
    private String section = "";
    private int depth;
    private boolean objectOfSection;
    private int services;
    private int dependencies;
    private int invariants;
    private int values;
    private long toAsk;

    /** Stops the parser. The cause is for the caller that started it. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1;

        private final transient TooManyElementsException reason;

        private Exceeded(Violation violation) {
            this.reason = new TooManyElementsException(violation);
        }

        TooManyElementsException reason() {
            return reason;
        }
    }

    CountingParser(JsonParser parser, ElementLimits limits, Room room) {
        super(parser);
        this.limits = limits;
        this.room = room;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = delegate.nextToken();
        if (token == null) {
            ask(toAsk);
        } else if (token == JsonToken.FIELD_NAME) {
            name();
        } else if (token.isStructEnd()) {
            depth--;
        } else {
            value(token);
        }
        return token;
    }

    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    private void name() throws IOException {
        if (depth == 1) {
            section = currentName();
        } else if (depth == 2 && objectOfSection) {
            element();
        }
    }

    private void element() throws IOException {
        switch (section) {
            case "services" -> {
                services = counted(services, limits.services(), "/services", "services");
                want(SERVICE_BYTES);
            }
            case "dependencies" -> {
                dependencies = counted(dependencies, limits.dependencies(), "/dependencies", "dependencies");
                want(DEPENDENCY_BYTES);
            }
            case "invariants" -> invariants = counted(invariants, limits.invariants(), "/invariants", "invariants");
            default -> {
                // Not part of a graph; the reader reports it.
            }
        }
    }

    private void value(JsonToken token) throws IOException {
        values = counted(values, limits.values(), "", "values: scopes, list entries, and members of other objects");
        want(VALUE_BYTES);
        if (token.isStructStart()) {
            depth++;
            if (depth == 2) {
                objectOfSection = token == JsonToken.START_OBJECT;
            }
        }
    }

    private static int counted(int before, int most, String pointer, String what) throws Exceeded {
        if (before >= most) {
            throw new Exceeded(ElementLimits.violation(pointer, most, what));
        }
        return before + 1;
    }

    private void want(long bytes) {
        toAsk += bytes;
        if (toAsk >= ASKED_AT_ONCE) {
            ask(toAsk);
        }
    }

    private void ask(long bytes) {
        toAsk = 0;
        room.take(bytes);
    }
}

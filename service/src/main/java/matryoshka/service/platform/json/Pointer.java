package matryoshka.service.platform.json;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A JSON pointer (RFC 6901). It is converted to text only when something is reported: names can be long and have many members below them.
 * Immutable.
 */
public final class Pointer {
    /** The pointer to the whole document. */
    public static final Pointer ROOT = new Pointer(null, "");

    private static final int MAX_CHARACTERS = 1_000;

    private final @Nullable Pointer around;
    private final String member;

    private Pointer(@Nullable Pointer around, String member) {
        this.around = around;
        this.member = member;
    }

    public Pointer to(String name) {
        return new Pointer(this, name);
    }

    Pointer to(int index) {
        return new Pointer(this, Integer.toString(index));
    }

    /** Returns the text; if that would be too long to read, the text of the nearest enclosing element that is not. */
    @Override
    public String toString() {
        Deque<String> members = new ArrayDeque<>();
        for (Pointer at = this; at.around != null; at = at.around) {
            members.addFirst(at.member);
        }
        StringBuilder text = new StringBuilder();
        for (String name : members) {
            if (text.length() + name.length() > MAX_CHARACTERS) {
                break;
            }
            text.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return text.toString();
    }
}

package matryoshka.cli.terminal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked to; says why to its user, and never holds a secret. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> details;
    private final @Nullable String json;

    /** A failure that one line tells. */
    public CommandFailed(String sentence) {
        this(sentence, List.of(), null);
    }

    /**
     * A failure of which more is known.
     *
     * @param details further lines
     * @param json the issuer's own words, for {@code --output json}; null when it has none
     */
    public CommandFailed(String sentence, List<String> details, @Nullable String json) {
        super(sentence, null, false, false);
        this.details = List.copyOf(details);
        this.json = json;
    }

    /** Writes it for people, or as JSON if there is some and it is wanted. */
    public void tell(Shell shell, boolean asJson) {
        if (asJson && json != null) {
            shell.err().println(json);
            return;
        }
        shell.say("matryoshka: " + getMessage());
        details.forEach(shell::say);
    }
}

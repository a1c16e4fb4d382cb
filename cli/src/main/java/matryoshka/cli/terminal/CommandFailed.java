package matryoshka.cli.terminal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command failed. The message is for its user and never contains a secret. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> details;
    private final @Nullable String json;

    /** A failure described in one line. */
    public CommandFailed(String sentence) {
        this(sentence, List.of(), null);
    }

    /**
     * A failure with details.
     *
     * @param details further lines
     * @param json the issuer's response, for {@code --output json}; null for none
     */
    public CommandFailed(String sentence, List<String> details, @Nullable String json) {
        super(sentence, null, false, false);
        this.details = List.copyOf(details);
        this.json = json;
    }

    /** Prints it for people, or as JSON if that was requested and is available. */
    public void tell(Shell shell, boolean asJson) {
        if (asJson && json != null) {
            shell.err().println(json);
            return;
        }
        shell.say("matryoshka: " + getMessage());
        details.forEach(shell::say);
    }
}

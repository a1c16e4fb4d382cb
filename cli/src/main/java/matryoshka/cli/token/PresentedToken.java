package matryoshka.cli.token;

import java.nio.charset.StandardCharsets;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Source;

/** The token that a command works on: bare, or in a token endpoint's response. */
public final class PresentedToken {
    /** The help text for a file that contains a token. */
    public static final String HELP = "A token, or the token endpoint's JSON answer. Default: -, standard input.";

    /** No header carries a longer token. */
    private static final int MAX_BYTES = 1 << 20;

    private PresentedToken() {}

    public static String read(Source source, Shell shell) {
        byte[] bytes = source.read(shell, MAX_BYTES);
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        String token = text.startsWith("{") ? ofAnswer(bytes) : text;
        if (token.isEmpty()) {
            throw new CommandFailed(source + " contains no token");
        }
        return token;
    }

    private static String ofAnswer(byte[] answer) {
        return Json.object(answer)
                .map(json -> json.path("access_token").asText())
                .orElse("");
    }
}

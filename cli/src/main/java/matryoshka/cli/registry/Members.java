package matryoshka.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Source;

/** Members of a registration on the command line: {@code name=text}, {@code name:=JSON} or {@code name:=@file}. */
final class Members {
    /** The help text for members. */
    static final String HELP =
            "A member: NAME=TEXT, NAME:=JSON or NAME:=@FILE, such as scope=\"orders:read orders:place\","
                    + " disabled:=true or jwks:=@keys.json. NAME:=null removes it.";

    private static final int MAX_FILE_BYTES = 1 << 20;

    private Members() {}

    /** Reads a whole registration. */
    static ObjectNode read(Source source, Shell shell) {
        return Json.object(source.read(shell, MAX_FILE_BYTES))
                .orElseThrow(() -> new CommandFailed(source + " does not contain a JSON object"));
    }

    /** Adds or replaces a member. */
    static void put(ObjectNode registration, String argument, Shell shell) {
        int equals = argument.indexOf('=');
        boolean json = equals > 0 && argument.charAt(equals - 1) == ':';
        String name = equals < 0 ? "" : argument.substring(0, json ? equals - 1 : equals);
        if (name.isEmpty()) {
            // Not quoted, since it may be a secret.
            throw new CommandFailed("a member must be NAME=TEXT, NAME:=JSON or NAME:=@FILE");
        }
        String text = argument.substring(equals + 1);
        if (!json) {
            registration.put(name, text);
            return;
        }
        JsonNode value = Json.value(bytes(text, shell))
                .orElseThrow(() -> new CommandFailed("the text after " + name + ":= is not a single JSON value"));
        if (value.isNull()) {
            registration.remove(name);
        } else {
            registration.set(name, value);
        }
    }

    private static byte[] bytes(String text, Shell shell) {
        return text.startsWith("@")
                ? new Source(text.substring(1)).read(shell, MAX_FILE_BYTES)
                : text.getBytes(StandardCharsets.UTF_8);
    }
}

package matryoshka.cli.graph;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Source;

/** A graph document from a file; the issuer validates it. */
final class GraphFile {
    static final String JSON = "application/json";
    static final String YAML = "application/yaml";

    /** More than any issuer accepts by default. */
    private static final int MAX_BYTES = 256 << 20;

    private final byte[] document;
    private final String mediaType;

    private GraphFile(byte[] document, String mediaType) {
        this.document = document;
        this.mediaType = mediaType;
    }

    /** Reads a file. The file name's extension determines the format; without one, content that begins with a brace is JSON. */
    static GraphFile read(Source source, Shell shell) {
        byte[] document = source.read(shell, MAX_BYTES);
        String name = source.name().toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return new GraphFile(document, YAML);
        }
        return new GraphFile(document, name.endsWith(".json") || beginsWithBrace(document) ? JSON : YAML);
    }

    byte[] document() {
        return document;
    }

    /** {@link #JSON} or {@link #YAML}. */
    String mediaType() {
        return mediaType;
    }

    private static boolean beginsWithBrace(byte[] document) {
        return new String(document, StandardCharsets.UTF_8).stripLeading().startsWith("{");
    }
}

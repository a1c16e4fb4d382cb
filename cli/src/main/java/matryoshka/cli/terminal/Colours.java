package matryoshka.cli.terminal;

/** Colours text for a terminal (ECMA-48 SGR), or leaves it unchanged. */
public record Colours(boolean on) {

    /** The meaning of a text. */
    public enum Paint {
        GOOD("32"),
        BAD("31"),
        CHANGED("33"),
        PALE("2");

        private final String code;

        Paint(String code) {
            this.code = code;
        }
    }

    public String paint(Paint paint, String text) {
        return on ? "\u001b[" + paint.code + "m" + text + "\u001b[0m" : text;
    }
}

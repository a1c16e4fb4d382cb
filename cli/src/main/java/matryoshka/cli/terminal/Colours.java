package matryoshka.cli.terminal;

/** Paints text for a terminal (ECMA-48 SGR), or leaves it as it is. */
public record Colours(boolean on) {

    /** What a text means. */
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

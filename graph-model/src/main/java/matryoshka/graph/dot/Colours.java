package matryoshka.graph.dot;

/** The colours of marks, legible on white. */
final class Colours {
    private Colours() {}

    /** Returns {@code #rrggbb}; empty for unmarked elements. */
    static String of(Mark mark) {
        return switch (mark) {
            case SAME -> "";
            case ADDED -> "#1a7f37";
            case REMOVED -> "#cf222e";
            case CHANGED -> "#bc4c00";
        };
    }
}

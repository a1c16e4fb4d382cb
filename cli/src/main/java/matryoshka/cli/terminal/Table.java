package matryoshka.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows with aligned columns, at most {@value #MAX_WIDTH} characters wide: in wider tables, cells of the widest columns wrap. The last
 * column is not padded, so that it may be coloured.
 */
public final class Table {
    static final int MAX_WIDTH = 120;

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;
    private final int[] words;
    private final int[] minima;

    public Table(String... titles) {
        widths = new int[titles.length];
        words = new int[titles.length];
        minima = new int[titles.length];
        add(titles);
    }

    /** Adds a row with one printable cell for each title. */
    public void add(String... cells) {
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(widths[column], Cell.width(cells[column]));
            words[column] = Math.max(words[column], Cell.wordWidth(cells[column]));
            minima[column] = Math.max(minima[column], Cell.minWidth(cells[column]));
        }
        rows.add(List.copyOf(Arrays.asList(cells)));
    }

    /** Returns all rows, each followed by a line break. */
    public String text() {
        int[] fitted = fitted();
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> append(text, row, fitted));
        return text.toString();
    }

    /** Returns widths with which the table fits, if possible. Breaks words only if nothing else helps. */
    private int[] fitted() {
        int[] fitted = widths.clone();
        int excess = Arrays.stream(fitted).sum() + GAP.length() * (fitted.length - 1) - MAX_WIDTH;
        narrow(fitted, minima, narrow(fitted, words, excess));
        return fitted;
    }

    /** Shrinks the widest column, one character at a time. Returns how much is still too wide when no column can become narrower. */
    private static int narrow(int[] fitted, int[] least, int excess) {
        for (int left = excess; left > 0; left--) {
            int widest = -1;
            for (int column = 0; column < fitted.length; column++) {
                if (fitted[column] > least[column] && (widest < 0 || fitted[column] > fitted[widest])) {
                    widest = column;
                }
            }
            if (widest < 0) {
                return left;
            }
            fitted[widest]--;
        }
        return 0;
    }

    private static void append(StringBuilder text, List<String> row, int[] widths) {
        List<List<String>> cells = new ArrayList<>();
        int lines = 1;
        for (int column = 0; column < widths.length; column++) {
            List<String> cell = Cell.wrapped(row.get(column), widths[column]);
            cells.add(cell);
            lines = Math.max(lines, cell.size());
        }
        for (int line = 0; line < lines; line++) {
            StringBuilder out = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                List<String> cell = cells.get(column);
                String part = line < cell.size() ? cell.get(line) : "";
                boolean last = column == widths.length - 1;
                out.append(part);
                if (!last) {
                    out.append(" ".repeat(widths[column] - Cell.width(part))).append(GAP);
                }
            }
            text.append(out.toString().stripTrailing()).append('\n');
        }
    }
}

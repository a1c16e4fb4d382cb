package matryoshka.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** One cell of a table: its width, and how it wraps. */
final class Cell {
    /** No column becomes narrower than this to make room for others. */
    private static final int MIN_WIDTH = 12;

    private static final char ESCAPE = '\u001b';

    private Cell() {}

    /** Returns the width in characters, without escape sequences. */
    static int width(String cell) {
        String plain = isPainted(cell) ? cell.replaceAll(ESCAPE + "\\[[0-9;]*m", "") : cell;
        return plain.codePointCount(0, plain.length());
    }

    /** Returns how narrow its column may become before a word must be broken. */
    static int wordWidth(String cell) {
        if (isPainted(cell)) {
            return width(cell);
        }
        int longest = 0;
        for (String word : cell.strip().split(" ", -1)) {
            longest = Math.max(longest, width(word));
        }
        return indent(cell) + longest;
    }

    /** Returns how narrow its column may become. Coloured text is not wrapped. */
    static int minWidth(String cell) {
        int indent = indent(cell);
        return isPainted(cell) ? width(cell) : indent + Math.min(MIN_WIDTH, width(cell) - indent);
    }

    /** Wraps a cell, between words if possible and inside words if not. Keeps the indentation. */
    static List<String> wrapped(String cell, int width) {
        if (isPainted(cell) || width(cell) <= width) {
            return List.of(cell);
        }
        String indent = " ".repeat(indent(cell));
        int room = Math.max(1, width - indent.length());
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : cell.strip().split(" ", -1)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > room) {
                lines.add(indent + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
            while (width(line.toString()) > room) {
                int end = line.offsetByCodePoints(0, room);
                lines.add(indent + line.substring(0, end));
                line.delete(0, end);
            }
        }
        if (!line.isEmpty()) {
            lines.add(indent + line);
        }
        return lines;
    }

    private static boolean isPainted(String cell) {
        return cell.indexOf(ESCAPE) >= 0;
    }

    private static int indent(String cell) {
        return cell.length() - cell.stripLeading().length();
    }
}

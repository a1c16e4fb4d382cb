package matryoshka.token.deflate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A text in which some parts are random. */
final class Draft {
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> runs = new ArrayList<>();
    private int start;

    Draft dictionary(String dictionary) {
        text.append(dictionary);
        start = text.length();
        return this;
    }

    Draft add(String part) {
        text.append(part);
        return this;
    }

    Draft random(String run) {
        runs.add(text.length());
        text.append(run);
        runs.add(text.length());
        return this;
    }

    Text text() {
        return new Text(
                text.toString().getBytes(StandardCharsets.ISO_8859_1),
                start,
                text.length(),
                runs.stream().mapToInt(Integer::intValue).toArray());
    }
}

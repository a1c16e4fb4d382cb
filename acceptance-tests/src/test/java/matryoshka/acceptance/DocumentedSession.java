package matryoshka.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page shows of a terminal: code blocks that begin with a dollar sign, each command with what it printed. A command in a comment,
 * {@code <!-- $ … -->}, prepares the next one and is not shown.
 */
final class DocumentedSession {
    private static final Pattern PARTS = Pattern.compile("(?m)^<!-- \\$ (.*) -->$|^```\\n((?:\\$ )(?:.*\\n)*?)```$");

    /**
     * One command.
     *
     * @param printed what the page says that it prints; ended by a line break unless it is empty
     * @param shown whether the page shows it
     */
    record Step(String command, String printed, boolean shown) {}

    private final String page;
    private final List<Step> steps = new ArrayList<>();

    private DocumentedSession(String page) {
        this.page = page;
    }

    static DocumentedSession of(String page) {
        DocumentedSession session = new DocumentedSession(page);
        Matcher part = PARTS.matcher(page);
        while (part.find()) {
            if (part.group(1) != null) {
                session.steps.add(new Step(part.group(1), "", false));
            } else {
                session.block(part.group(2));
            }
        }
        return session;
    }

    private void block(String block) {
        String command = "";
        StringBuilder printed = new StringBuilder();
        for (String line : block.lines().toList()) {
            if (!line.startsWith("$ ")) {
                printed.append(line).append('\n');
                continue;
            }
            if (!command.isEmpty()) {
                steps.add(new Step(command, printed.toString(), true));
            }
            command = line.substring(2);
            printed.setLength(0);
        }
        steps.add(new Step(command, printed.toString(), true));
    }

    List<Step> steps() {
        return steps;
    }

    /** The page as it would be if the commands had printed this, one text for each step. */
    String with(List<String> printed) {
        StringBuilder rewritten = new StringBuilder();
        Matcher part = PARTS.matcher(page);
        int step = 0;
        int done = 0;
        while (part.find()) {
            rewritten.append(page, done, part.start());
            done = part.end();
            if (part.group(1) != null) {
                rewritten.append(part.group());
                step++;
                continue;
            }
            rewritten.append("```\n");
            for (long left = part.group(2)
                            .lines()
                            .filter(line -> line.startsWith("$ "))
                            .count();
                    left > 0;
                    left--) {
                rewritten
                        .append("$ ")
                        .append(steps.get(step).command())
                        .append('\n')
                        .append(printed.get(step));
                step++;
            }
            rewritten.append("```");
        }
        return rewritten.append(page.substring(done)).toString();
    }
}

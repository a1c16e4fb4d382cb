package matryoshka.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** IPv6 addresses in their canonical form (RFC 5952 §4), in hexadecimal throughout, without a zone. */
final class Ipv6 {
    private static final int GROUPS = 8;
    private static final Pattern GROUP = Pattern.compile("0|[1-9a-f][0-9a-f]{0,3}");

    private Ipv6() {}

    static boolean isCanonical(String text) {
        List<String> groups = groups(text);
        return groups.size() == GROUPS && canonical(groups).equals(text);
    }

    /** Returns the eight groups; none if the text is not an address. */
    private static List<String> groups(String text) {
        int gap = text.indexOf("::");
        List<String> groups = new ArrayList<>(gap < 0 ? split(text) : split(text.substring(0, gap)));
        if (gap >= 0) {
            List<String> rest = split(text.substring(gap + 2));
            groups.addAll(Collections.nCopies(Math.max(0, GROUPS - groups.size() - rest.size()), "0"));
            groups.addAll(rest);
        }
        return groups.stream().allMatch(group -> GROUP.matcher(group).matches()) ? groups : List.of();
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(":", -1));
    }

    /** Shortens the first of the longest runs of zeros, if it has at least two. */
    private static String canonical(List<String> groups) {
        int start = 0;
        int longest = 1;
        for (int from = 0; from < GROUPS; from++) {
            int run = 0;
            while (from + run < GROUPS && groups.get(from + run).equals("0")) {
                run++;
            }
            if (run > longest) {
                start = from;
                longest = run;
            }
        }
        return longest == 1
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, start)) + "::"
                        + String.join(":", groups.subList(start + longest, GROUPS));
    }
}

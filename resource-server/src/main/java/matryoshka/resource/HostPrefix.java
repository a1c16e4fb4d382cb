package matryoshka.resource;

import java.util.List;
import java.util.Optional;

/**
 * Where a service is called: {@code host[:port][/prefix]}, as the graph lists it. Without a port it is the default port of the URL's scheme.
 *
 * @param url for its host and path
 * @param anyDefaultPort whether no port is given
 */
record HostPrefix(TargetUrl url, boolean anyDefaultPort) {

    /** Returns the prefix that a text denotes; empty if it is malformed. */
    static Optional<HostPrefix> parse(String text) {
        int pathStart = text.indexOf('/');
        String authority = pathStart < 0 ? text : text.substring(0, pathStart);
        boolean hasPort = authority.matches(".*:[0-9]+");
        return text.contains("?") || text.contains("#")
                ? Optional.empty()
                : TargetUrl.parse("http://" + text)
                        .filter(url -> !url.isAmbiguous())
                        .map(url -> new HostPrefix(url, !hasPort));
    }

    /** Returns whether a request to this URL reaches the service. */
    boolean covers(TargetUrl target) {
        return url.host().equals(target.host())
                && (anyDefaultPort ? isDefaultPort(target) : url.port() == target.port())
                && coversPath(target);
    }

    /** Returns the number of segments in the prefix: of several prefixes, the longest counts. */
    int length() {
        return prefix().size();
    }

    /** Compares whole segments: {@code /api} covers {@code /api/x}, but not {@code /apix}. */
    private boolean coversPath(TargetUrl target) {
        List<String> prefix = prefix();
        return prefix.isEmpty()
                || (!target.isAmbiguous()
                        && target.segments().size() >= prefix.size()
                        && target.segments().subList(0, prefix.size()).equals(prefix));
    }

    private List<String> prefix() {
        List<String> segments = url.segments();
        int last = segments.size() - 1;
        return segments.get(last).isEmpty() ? segments.subList(0, last) : segments;
    }

    private static boolean isDefaultPort(TargetUrl target) {
        return target.port() == (target.scheme().equals("https") ? 443 : 80);
    }
}

package matryoshka.graph.dot;

/** A scope next to its service: without the service's name as a prefix. */
final class ScopeLabel {
    private static final String SEPARATORS = ":/.";

    private ScopeLabel() {}

    static String of(String scope, String service) {
        boolean prefixed = scope.length() > service.length() + 1
                && scope.startsWith(service)
                && SEPARATORS.indexOf(scope.charAt(service.length())) >= 0;
        return prefixed ? scope.substring(service.length() + 1) : scope;
    }
}

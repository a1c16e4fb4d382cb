package matryoshka.benchmarks.plans;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A graph of 42 services. Ten fronts with sixteen scopes each call three backs each, the first of which calls a common service: trees of five
 * tokens. No service calls the lonely one.
 */
final class ServiceGraphText {
    private static final int FRONTS = 10;
    private static final int SCOPES = 16;
    private static final int BACKS_OF_EACH = 3;

    private ServiceGraphText() {}

    static String document() {
        StringBuilder services = new StringBuilder("services:\n");
        StringBuilder dependencies = new StringBuilder("dependencies:\n");
        for (int front = 0; front < FRONTS; front++) {
            services.append(String.format(Locale.ROOT, "  front-%d: {scopes: {%s}}%n", front, scopeMap(front)));
            for (int back = BACKS_OF_EACH * front; back < BACKS_OF_EACH * (front + 1); back++) {
                services.append(String.format(Locale.ROOT, "  back-%d: {scopes: {'b%d:use': ''}}%n", back, back));
                dependencies.append(String.format(
                        Locale.ROOT,
                        "  front-%d-back-%d: {from: front-%d, to: back-%d, grants: ['b%d:use']}%n",
                        front,
                        back,
                        front,
                        back,
                        back));
            }
            int first = BACKS_OF_EACH * front;
            dependencies.append(String.format(
                    Locale.ROOT,
                    "  back-%d-common: {from: back-%d, to: common, grants: ['common:use']}%n",
                    first,
                    first));
        }
        services.append("  common: {scopes: {'common:use': ''}}\n  lonely: {scopes: {'lonely:use': ''}}\n");
        return services.append(dependencies).toString();
    }

    private static String scopeMap(int front) {
        return IntStream.range(0, SCOPES)
                .mapToObj(scope -> "'" + scope(front, scope) + "': ''")
                .collect(Collectors.joining(", "));
    }

    /** All that a client has registered. */
    static List<String> scopes(int client) {
        return IntStream.range(0, SCOPES)
                .mapToObj(scope -> scope(client % FRONTS, scope))
                .toList();
    }

    /** Returns different scopes for each number, up to 65 534. */
    static List<String> scopes(int client, int number) {
        List<String> scopes = new ArrayList<>();
        for (int scope = 0; scope < SCOPES; scope++) {
            if ((((number + 1) >> scope) & 1) == 1) {
                scopes.add(scope(client % FRONTS, scope));
            }
        }
        return scopes;
    }

    private static String scope(int front, int scope) {
        return "f" + front + ":s" + scope;
    }
}

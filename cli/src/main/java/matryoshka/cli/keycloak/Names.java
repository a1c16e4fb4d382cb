package matryoshka.cli.keycloak;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Turns Keycloak's ids into names that a graph can have. Each id keeps its name, and no two share one. */
final class Names {
    private static final int MAX_NAME = 100;
    private static final int MAX_SCOPE = 200;
    private static final int MAX_AUDIENCE = 500;

    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>(Set.of("matryoshka"));

    /** Returns the name of a client or audience. */
    String of(String id) {
        return names.computeIfAbsent(id, unnamed -> free(name(unnamed)));
    }

    private String free(String name) {
        String found = name;
        for (int next = 2; !taken.add(found); next++) {
            String suffix = "-" + next;
            found = name.substring(0, Math.min(name.length(), MAX_NAME - suffix.length())) + suffix;
        }
        return found;
    }

    private static String name(String id) {
        String name = id.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "")
                .replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceFirst("^[._-]+", "")
                .replaceFirst("-+$", "");
        return name.isEmpty() ? "client" : name.substring(0, Math.min(name.length(), MAX_NAME));
    }

    /** Returns a scope for a role or client scope. It needs no quoting in a shell. */
    static String scope(String text) {
        String scope = text.replaceAll("[^A-Za-z0-9._:/-]+", "-");
        return scope.substring(0, Math.min(scope.length(), MAX_SCOPE));
    }

    /** Returns the audience that a service keeps; empty if that is its name, or cannot be an audience. */
    static String audience(String id, String name) {
        try {
            URI uri = new URI(id);
            boolean canBe = uri.isAbsolute() && uri.getRawFragment() == null && id.length() <= MAX_AUDIENCE;
            return canBe && !id.equals(name) ? id : "";
        } catch (URISyntaxException none) {
            return "";
        }
    }
}

package matryoshka.service.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sets system properties for a test. When it is closed, they are as before. */
public final class SystemProperties implements AutoCloseable {
    private final Map<String, Optional<String>> before = new HashMap<>();

    public SystemProperties set(String name, String value) {
        before.putIfAbsent(name, Optional.ofNullable(System.getProperty(name)));
        System.setProperty(name, value);
        return this;
    }

    public SystemProperties clear(String name) {
        before.putIfAbsent(name, Optional.ofNullable(System.getProperty(name)));
        System.clearProperty(name);
        return this;
    }

    @Override
    public void close() {
        before.forEach((name, value) ->
                value.ifPresentOrElse(text -> System.setProperty(name, text), () -> System.clearProperty(name)));
    }
}

package matryoshka.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import matryoshka.resource.DecryptionKeys;
import org.jspecify.annotations.Nullable;

/** Values of settings by name, as text. What is wrong with one is remembered as a fault, and a default stands in for it. */
final class SettingValues {
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);
    private static final String STAND_IN = "http://localhost";

    private final Map<String, String> texts = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    /** Blank values count as absent. */
    SettingValues(Map<String, String> values) {
        values.forEach((name, text) -> {
            if (!text.isBlank()) {
                texts.put(name, text.strip());
            }
        });
    }

    void fault(String sentence) {
        faults.add(sentence);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    @Nullable
    String get(String name) {
        return texts.get(name);
    }

    /** Returns what is separated by commas or spaces. */
    List<String> list(String name, String preset) {
        return List.of(texts.getOrDefault(name, preset).split("[,\\s]+"));
    }

    /** Returns a URL that must be given. */
    URI url(String name) {
        if (!texts.containsKey(name)) {
            fault(name + " is missing");
        }
        return read(name, STAND_IN, SettingValues::parseUrl, "must be an http or https URL");
    }

    Listener listener(String name, String preset) {
        return read(name, preset, Listener::parse, "must be host:port, unix:/path or off");
    }

    Duration timeout(String name, String preset) {
        return read(name, preset, SettingValues::parseTimeout, "must be a duration such as PT3S, at most PT30S");
    }

    int number(String name, int preset, int min, int max) {
        return read(
                name,
                String.valueOf(preset),
                text -> text.matches("[0-9]{1,9}")
                        ? Optional.of(Integer.parseInt(text)).filter(n -> n >= min && n <= max)
                        : Optional.empty(),
                "must be a number from " + min + " to " + max);
    }

    <E extends Enum<E>> E choice(String name, E preset, E[] all) {
        List<String> texts = Arrays.stream(all).map(SettingValues::text).toList();
        return read(
                name,
                text(preset),
                text -> Arrays.stream(all).filter(one -> text(one).equals(text)).findFirst(),
                "must be one of " + texts);
    }

    /** Returns the content of the file that a setting names; null if it is not set. */
    Settings.@Nullable Secret secret(String name) {
        String file = texts.get(name);
        if (file == null) {
            return null;
        }
        try {
            return new Settings.Secret(
                    Files.readString(Path.of(file), StandardCharsets.UTF_8).strip());
        } catch (IOException | InvalidPathException unreadable) {
            fault(name + " cannot be read");
            return null;
        }
    }

    /**
     * Returns the private keys of the file that a setting names; null if it is not set.
     *
     * @param passwordName the setting that names the file with the password; only of a PKCS#12 file
     */
    @Nullable
    DecryptionKeys decryptionKeys(String name, String passwordName) {
        String file = texts.get(name);
        Settings.Secret password = secret(passwordName);
        if (file == null) {
            if (password != null) {
                fault(passwordName + " needs " + name);
            }
            return null;
        }
        try {
            Path path = Path.of(file);
            return password == null
                    ? DecryptionKeys.read(path)
                    : DecryptionKeys.readPkcs12(path, password.value().toCharArray());
        } catch (IllegalArgumentException unusable) {
            fault(name + " must name a file with private keys. " + unusable.getMessage());
            return null;
        }
    }

    private <T> T read(String name, String preset, Function<String, Optional<T>> parser, String demand) {
        Optional<T> value = parser.apply(texts.getOrDefault(name, preset));
        if (value.isEmpty()) {
            fault(name + " " + demand);
        }
        return value.or(() -> parser.apply(preset)).orElseThrow();
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<URI> parseUrl(String text) {
        try {
            URI uri = URI.create(text);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return isHttp && uri.getHost() != null && uri.getRawUserInfo() == null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> parseTimeout(String text) {
        try {
            return Optional.of(Duration.parse(text))
                    .filter(time -> time.compareTo(Duration.ZERO) > 0 && time.compareTo(MAX_TIMEOUT) <= 0);
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }
}

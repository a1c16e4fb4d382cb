package matryoshka.gateway;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import matryoshka.resource.StatusPolicy;

/** Reads settings, and collects everything that is wrong with them. */
final class SettingsReader {
    static final Set<String> NAMES = Set.of(
            "ISSUER_URL",
            "ISSUER_ADDRESS",
            "CLIENT_ID",
            "CLIENT_SECRET",
            "CLIENT_SECRET_FILE",
            "STALE",
            "DECRYPTION_KEYS_FILE",
            "DECRYPTION_KEYS_PASSWORD_FILE",
            "SERVICES",
            "LISTEN",
            "TRUSTED_PROXIES",
            "FORWARDED",
            "DIRECTIONS",
            "TOKEN_LISTEN",
            "TOKEN_SECRET_FILE",
            "MAX_HEADER_BYTES",
            "MAX_CONNECTIONS",
            "MAX_THREADS",
            "TIMEOUT",
            "AUDIT");

    private static final int MIN_SECRET_CHARS = 16;

    private final SettingValues values;

    private SettingsReader(SettingValues values) {
        this.values = values;
    }

    /** The settings are faulty; the message has a line for each fault. */
    static final class FaultyException extends Exception {
        private static final long serialVersionUID = 1L;

        FaultyException(List<String> faults) {
            super(String.join(System.lineSeparator(), faults));
        }
    }

    /**
     * Reads settings.
     *
     * @param file from a file: every name must be known
     * @param environment overrides the file; unknown names belong to others
     */
    static Settings read(Map<String, String> file, Map<String, String> environment) throws FaultyException {
        Map<String, String> values = new LinkedHashMap<>(file);
        NAMES.stream()
                .filter(environment::containsKey)
                .forEach(name -> values.put(name, String.valueOf(environment.get(name))));
        SettingValues read = new SettingValues(values);
        Set<String> unknown = new TreeSet<>(file.keySet());
        unknown.removeAll(NAMES);
        unknown.forEach(name -> read.fault(name + " is not a setting"));
        Settings settings = new SettingsReader(read).settings();
        if (!read.faults().isEmpty()) {
            throw new FaultyException(read.faults());
        }
        return settings;
    }

    private Settings settings() {
        return new Settings(
                issuer(),
                services(),
                new Settings.Proxies(
                        values.listener("LISTEN", "127.0.0.1:8095"),
                        trusted(),
                        values.choice("FORWARDED", Settings.Forwarded.X_FORWARDED, Settings.Forwarded.values()),
                        values.choice("DIRECTIONS", Settings.Directions.QUERY, Settings.Directions.values())),
                tokenApi(),
                new Settings.Bounds(
                        values.number("MAX_HEADER_BYTES", 32_768, 4_096, 1 << 20),
                        values.number("MAX_CONNECTIONS", 1_024, 1, 100_000),
                        values.number("MAX_THREADS", 32, 8, 1_000),
                        values.timeout("TIMEOUT", "PT3S")),
                values.choice("AUDIT", Settings.Audit.ALL, Settings.Audit.values()));
    }

    private Settings.Issuer issuer() {
        URI url = values.url("ISSUER_URL");
        URI address = values.get("ISSUER_ADDRESS") == null ? url : values.url("ISSUER_ADDRESS");
        String clientId = values.get("CLIENT_ID");
        String given = values.get("CLIENT_SECRET");
        Settings.Secret secret = given == null ? values.secret("CLIENT_SECRET_FILE") : new Settings.Secret(given);
        if ((clientId == null) != (secret == null)) {
            values.fault("CLIENT_ID needs CLIENT_SECRET or CLIENT_SECRET_FILE, and they need it");
        }
        StatusPolicy.Stale stale = values.choice("STALE", StatusPolicy.Stale.ACCEPT, StatusPolicy.Stale.values());
        if (stale == StatusPolicy.Stale.RENEW && clientId == null) {
            values.fault("STALE=renew needs CLIENT_ID");
        }
        return new Settings.Issuer(
                url,
                address,
                clientId,
                secret,
                stale,
                values.decryptionKeys("DECRYPTION_KEYS_FILE", "DECRYPTION_KEYS_PASSWORD_FILE"));
    }

    private Map<String, String> services() {
        Map<String, String> services = new LinkedHashMap<>();
        for (String service : values.list("SERVICES", "")) {
            int equals = service.indexOf('=');
            if (equals < 1 || equals == service.length() - 1) {
                values.fault("SERVICES must be a list of name=audience");
            } else if (services.put(service.substring(0, equals), service.substring(equals + 1)) != null) {
                values.fault("SERVICES names a service twice");
            }
        }
        return services;
    }

    private List<AddressRange> trusted() {
        return values.list("TRUSTED_PROXIES", "127.0.0.0/8,::1").stream()
                .map(range -> AddressRange.parse(range).or(() -> {
                    values.fault("TRUSTED_PROXIES must be a list of addresses and CIDR blocks");
                    return Optional.empty();
                }))
                .flatMap(Optional::stream)
                .toList();
    }

    private Settings.TokenApi tokenApi() {
        Listener listener = values.listener("TOKEN_LISTEN", "127.0.0.1:8096");
        Settings.Secret secret = values.secret("TOKEN_SECRET_FILE");
        if (!listener.isLocal() && secret == null) {
            values.fault(
                    "TOKEN_LISTEN is not a loopback address: whoever reaches it gets tokens. Set TOKEN_SECRET_FILE");
        }
        if (secret != null && secret.value().length() < MIN_SECRET_CHARS) {
            values.fault("the secret in TOKEN_SECRET_FILE has less than " + MIN_SECRET_CHARS + " characters");
        }
        return new Settings.TokenApi(listener, secret);
    }
}

package matryoshka.service.start.settings;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGProperty;

/** The parameters of libpq's URLs, and what the JDBC driver calls them. */
final class LibpqParameters {
    /** libpq's names for what the JDBC driver calls otherwise. */
    private static final Map<String, String> LIBPQ_NAMES = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout",
            "gssencmode", "gssEncMode",
            "keepalives", "tcpKeepAlive",
            "load_balance_hosts", "loadBalanceHosts",
            "sslnegotiation", "sslNegotiation",
            "target_session_attrs", "targetServerType");

    /** What the JDBC driver calls the values of {@code target_session_attrs}. */
    private static final Map<String, String> SERVER_TYPES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    private static final Map<String, String> SWITCHES =
            Map.of("0", "false", "1", "true", "disable", "false", "random", "true");

    private LibpqParameters() {}

    static String jdbcName(String name) {
        String translated = LIBPQ_NAMES.getOrDefault(name, name);
        if (PGProperty.forName(translated) == null) {
            throw new InvalidUrlException("has a parameter that the JDBC driver does not support");
        }
        return translated;
    }

    static String jdbcValue(String name, String value) {
        return switch (name) {
            case "target_session_attrs" ->
                Optional.ofNullable(SERVER_TYPES.get(value))
                        .orElseThrow(() -> new InvalidUrlException(
                                "must have one of these as target_session_attrs: any, read-write, primary,"
                                        + " read-only, standby, prefer-standby"));
            case "keepalives", "load_balance_hosts" -> SWITCHES.getOrDefault(value, value);
            default -> value;
        };
    }

    /** Refuses what the JDBC driver would ignore in a URL of its own. */
    static void checkNotAmong(Collection<String> jdbcParameters) {
        for (String name : jdbcParameters) {
            String known = LIBPQ_NAMES.get(name);
            if (known != null) {
                throw new InvalidUrlException(
                        "has the parameter " + name + ", which the JDBC driver ignores: use " + known);
            }
        }
    }
}

package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.util.Duration;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import matryoshka.service.platform.database.ConnectionValidator;
import org.jspecify.annotations.Nullable;

/**
 * {@code database} in {@code config.yml}: Dropwizard's pool, with defaults under which an unavailable or hanging database costs a request
 * about a second, and not a thread.
 *
 * <p>Its URL may be in the JDBC driver's spelling or in libpq's, and name several hosts; see {@link DatabaseUrl}.
 */
public final class DatabaseSettings extends DataSourceFactory {
    private static final String EMBEDDED = "embedded:";
    private static final String SERVER_TYPE = "targetServerType";
    private static final String PREPARING = "prepareThreshold";
    private static final int CONNECT_SECONDS = 2;

    private static final Set<String> WRITABLE = Set.of("any", "primary", "master");

    /** Properties that bound the time of requests. */
    private static final Set<String> TIMEOUTS = Set.of("loginTimeout", "socketTimeout", "options");

    @JsonProperty
    @Min(0)
    private int maxWaiting = 48;

    @JsonProperty
    @Min(1)
    private int backgroundMaxSize = 8;

    private String follow = "";

    private Map<String, String> given = Map.of();
    private Map<String, String> inUrl = Map.of();
    private int hosts = 1;
    private String preferredServer = "primary";

    public DatabaseSettings() {
        setDriverClass("org.postgresql.Driver");
        super.setUrl(EMBEDDED);
        setProperties(Map.of());
        setInitialSize(1);
        setMinSize(1);
        setMaxSize(16);
        setMaxWaitForConnection(Duration.seconds(1));
        setCheckConnectionOnBorrow(true);
        setValidationInterval(Duration.seconds(1));
        setValidatorClassName(Optional.of(ConnectionValidator.class.getName()));
    }

    /** Sets driver properties. They are added to the defaults, so that setting one keeps the others. */
    @Override
    public void setProperties(Map<String, String> properties) {
        given = Map.copyOf(properties);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("ApplicationName", "matryoshka");
        all.put("connectTimeout", Integer.toString(CONNECT_SECONDS));
        // Of all hosts together. One that does not answer at all must leave time for the next.
        all.put("loginTimeout", Integer.toString(CONNECT_SECONDS * hosts));
        all.put("socketTimeout", "10");
        all.put("tcpKeepAlive", "true");
        all.put("logServerErrorDetail", "false");
        all.put("options", "-c statement_timeout=5s -c lock_timeout=2s");
        if (hosts > 1) {
            all.put(SERVER_TYPE, preferredServer);
            // A host that accepts connections and answers none would cost a login each time that it is tried again.
            all.put("hostRecheckSeconds", "60");
        }
        all.putAll(properties);
        super.setProperties(all);
    }

    /**
     * Sets the URL, in either spelling.
     *
     * @throws IllegalArgumentException if it cannot be used; the message quotes nothing of it
     */
    @Override
    public void setUrl(String url) {
        if (url.startsWith(EMBEDDED)) {
            super.setUrl(url);
            return;
        }
        DatabaseUrl parsed = DatabaseUrl.parse(url, "database.url (DATABASE_URL)");
        super.setUrl(parsed.jdbc());
        // An explicit user or password wins, in whatever order the keys are read.
        if (parsed.user() != null && getUser() == null) {
            super.setUser(parsed.user());
        }
        if (parsed.password() != null && getPassword() == null) {
            super.setPassword(parsed.password());
        }
        hosts = parsed.hosts();
        inUrl = parsed.parameters();
        setProperties(given);
    }

    /** Sets the user. An empty one, as an unset variable leaves it, counts as none. */
    @Override
    public void setUser(@Nullable String user) {
        if (user != null && !user.isEmpty()) {
            super.setUser(user);
        }
    }

    /** Sets the password. An empty one, as an unset variable leaves it, counts as none. */
    @Override
    public void setPassword(@Nullable String password) {
        if (password != null && !password.isEmpty()) {
            super.setPassword(password);
        }
    }

    /** Returns how many requests may wait for a connection. */
    public int maxWaiting() {
        return maxWaiting;
    }

    /** Returns the driver's properties, besides those in the URL, for connections on which a statement may take long. */
    @JsonIgnore
    public Map<String, String> lastingProperties() {
        Map<String, String> properties = new LinkedHashMap<>(getProperties());
        properties.keySet().removeIf(name -> TIMEOUTS.contains(name) || inUrl.containsKey(name));
        return properties;
    }

    /** Returns whether the driver makes prepared statements on the server. */
    @JsonIgnore
    public boolean preparesStatements() {
        return !"0".equals(inUrl.getOrDefault(PREPARING, getProperties().get(PREPARING)));
    }

    /**
     * Returns what is wrong with the kind of server that this asks for; empty if nothing is. The issuer writes, so only a primary will do.
     */
    @JsonIgnore
    public Optional<String> wrongServerType() {
        String type = inUrl.getOrDefault(SERVER_TYPE, getProperties().getOrDefault(SERVER_TYPE, "any"));
        return WRITABLE.contains(type)
                ? Optional.empty()
                : Optional.of(
                        "database.url (DATABASE_URL) must lead to a server that accepts writes: set targetServerType to"
                                + " primary (target_session_attrs to read-write), or leave it out.");
    }

    /** Sets the URL of the standby to read. An empty one counts as none. */
    @JsonProperty
    public void setFollow(String url) {
        if (!url.isEmpty()) {
            DatabaseUrl.parse(url, "database.follow (DATABASE_FOLLOW_URL)");
        }
        follow = url;
    }

    /** Returns the standby to read, if there is one, with a pool for that. Its user and password are those of its URL, or else these. */
    public Optional<DatabaseSettings> followed() {
        if (follow.isEmpty()) {
            return Optional.empty();
        }
        DatabaseSettings followed = new DatabaseSettings();
        followed.preferredServer = "preferSecondary";
        followed.setUrl(follow);
        followed.setUser(followed.getUser() == null ? getUser() : null);
        followed.setPassword(followed.getPassword() == null ? getPassword() : null);
        return Optional.of(forBackground(followed));
    }

    /** Returns the same database with a pool for background work. */
    public DatabaseSettings forBackground() {
        DatabaseSettings background = new DatabaseSettings();
        background.setUrl(getUrl());
        background.setUser(getUser());
        background.setPassword(getPassword());
        return forBackground(background);
    }

    private DatabaseSettings forBackground(DatabaseSettings background) {
        background.setProperties(given);
        background.setInitialSize(0);
        background.setMinSize(0);
        background.setMaxSize(backgroundMaxSize);
        background.setMaxWaitForConnection(getMaxWaitForConnection());
        return background;
    }

    /** Returns whether the URL asks for the development database that this process starts. */
    @JsonIgnore
    public boolean isEmbedded() {
        return getUrl().startsWith(EMBEDDED);
    }
}

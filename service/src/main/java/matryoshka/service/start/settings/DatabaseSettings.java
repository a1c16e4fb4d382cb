package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.util.Duration;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import matryoshka.service.platform.database.ConnectionValidator;
import org.jspecify.annotations.Nullable;

/**
 * {@code database} in {@code config.yml}: Dropwizard's pool, with defaults under which an unavailable or hanging database costs a request
 * about a second, and not a thread.
 *
 * <p>Besides JDBC URLs it accepts libpq's, {@code postgres://user:password@host:port/database}, as hosting platforms provide them.
 */
public final class DatabaseSettings extends DataSourceFactory {
    private static final String EMBEDDED = "embedded:";

    @JsonProperty
    @Min(0)
    private int maxWaiting = 48;

    @JsonProperty
    @Min(1)
    private int backgroundMaxSize = 8;

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
        Map<String, String> all = new LinkedHashMap<>();
        all.put("ApplicationName", "matryoshka");
        all.put("connectTimeout", "2");
        all.put("loginTimeout", "2");
        all.put("socketTimeout", "10");
        all.put("tcpKeepAlive", "true");
        all.put("logServerErrorDetail", "false");
        all.put("options", "-c statement_timeout=5s -c lock_timeout=2s");
        all.putAll(properties);
        super.setProperties(all);
    }

    @Override
    public void setUrl(String url) {
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
            super.setUrl(url);
            return;
        }
        URI uri = parsed(url);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        super.setUrl("jdbc:postgresql://" + authority(uri) + uri.getRawPath() + query);
        // RFC 3986 §3.2.1; an explicit user or password wins, in whatever order the keys are read.
        String[] userInfo = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if (userInfo.length > 0 && getUser() == null) {
            super.setUser(decoded(userInfo[0]));
        }
        if (userInfo.length > 1 && getPassword() == null) {
            super.setPassword(decoded(userInfo[1]));
        }
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

    /** Returns the same database with a pool for background work. */
    public DatabaseSettings forBackground() {
        DatabaseSettings background = new DatabaseSettings();
        background.setUrl(getUrl());
        background.setUser(getUser());
        background.setPassword(getPassword());
        background.setProperties(getProperties());
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

    private static String authority(URI uri) {
        String authority = uri.getRawAuthority();
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** The JDK's own exception quotes the URL, and with it the password. */
    private static URI parsed(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getRawAuthority() != null) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // Told below, without the text that is at fault.
        }
        throw new IllegalArgumentException(
                "this must be a URL such as postgres://user:password@host:port/name, with what is special in it percent-encoded");
    }

    private static String decoded(String part) {
        // URI decodes only percent signs, as required here; a form decoder would turn "+" into a space.
        return parsed("x://x/" + part).getPath().substring(1);
    }
}

package matryoshka.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the gateway listens; as text, in the spelling of the settings. */
sealed interface Listener {
    /** Port 0 takes any free one. */
    record Tcp(String host, int port) implements Listener {
        @Override
        public boolean isLocal() {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException unknown) {
                return false;
            }
        }

        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /** A socket in the file system, whose permissions say who can connect. */
    record Unix(Path path) implements Listener {
        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String toString() {
            return UNIX + path;
        }
    }

    /** Not at all. */
    record Off() implements Listener {
        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String toString() {
            return OFF;
        }
    }

    Pattern HOST_AND_PORT = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9.-]+)):([0-9]{1,5})");
    String UNIX = "unix:";
    String OFF = "off";
    int MAX_PORT = 65_535;

    /** Returns whether only this machine can connect. */
    boolean isLocal();

    /** Parses {@code host:port}, {@code unix:/path} or {@code off}; empty for anything else. */
    static Optional<Listener> parse(String text) {
        if (text.equals(OFF)) {
            return Optional.of(new Off());
        }
        if (text.startsWith(UNIX)) {
            try {
                Path path = Path.of(text.substring(UNIX.length()));
                return path.isAbsolute() ? Optional.of(new Unix(path)) : Optional.empty();
            } catch (InvalidPathException noPath) {
                return Optional.empty();
            }
        }
        Matcher parts = HOST_AND_PORT.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(3)) > MAX_PORT) {
            return Optional.empty();
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return Optional.of(new Tcp(host, Integer.parseInt(parts.group(3))));
    }
}

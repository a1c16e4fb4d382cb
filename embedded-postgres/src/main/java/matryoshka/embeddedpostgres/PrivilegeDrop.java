package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to run PostgreSQL, which refuses to run as root, when this process is root: the prefix for its commands, and the owner of its data.
 *
 * @param owner absent if this process is not root and need not drop privileges
 */
record PrivilegeDrop(List<String> prefix, @Nullable Owner owner) {
    private static final Duration PROBE = Duration.ofSeconds(10);

    /**
     * Inside a new user namespace, root has no privileges on the system but keeps its files, so this works even below root's own folders.
     */
    private static final List<String> USER_NAMESPACE = List.of("unshare", "-U");

    private static final List<List<String>> WAYS = List.of(
            USER_NAMESPACE,
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
            List.of("runuser", "-u", "nobody", "--"));

    /** Numeric ids of the kernel. */
    record Owner(int user, int group) {
        static final Owner ROOT = new Owner(0, 0);
    }

    /**
     * Returns the first way that works here, found by trying. Gives the data to its account, whoever owned it before.
     *
     * @param bin must be executable
     * @param data must be writable
     */
    static PrivilegeDrop choose(Path bin, Path data) throws IOException {
        return root() ? choose(WAYS, bin, data) : new PrivilegeDrop(List.of(), null);
    }

    static PrivilegeDrop choose(List<List<String>> ways, Path bin, Path data) throws IOException {
        for (List<String> way : ways) {
            Optional<Owner> owner = account(way);
            if (owner.isPresent()) {
                PrivilegeDrop drop = new PrivilegeDrop(way, owner.get());
                drop.own(data);
                if (drop.reaches(bin, data)) {
                    return drop;
                }
            }
        }
        throw new EmbeddedPostgresException("PostgreSQL does not run as root, and neither unshare, setpriv nor runuser"
                + " can run it as another user with its files in " + data.getParent()
                + "; run as an ordinary user, or set DATABASE_URL");
    }

    static boolean root() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // Not Linux: PostgreSQL itself refuses to run as root if necessary.
        }
    }

    List<String> command(List<String> words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(words);
        return all;
    }

    /** Gives a file or a whole folder to the account that PostgreSQL runs under. */
    void own(Path path) throws IOException {
        if (owner != null) {
            FileTree.own(path, owner.user(), owner.group());
        }
    }

    private static Optional<Owner> account(List<String> way) throws IOException {
        if (!Command.found(way.get(0))) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(way);
        words.addAll(List.of("sh", "-c", "id -u; id -g"));
        Command.Outcome ids = Command.of(words).run(PROBE);
        List<String> lines = ids.output().lines().toList();
        if (!ids.succeeded() || lines.size() != 2 || lines.get(0).equals("0")) {
            return Optional.empty();
        }
        // In the namespace the ids are fictitious; for the file system it is still root.
        return Optional.of(
                way.equals(USER_NAMESPACE)
                        ? Owner.ROOT
                        : new Owner(Integer.parseInt(lines.get(0)), Integer.parseInt(lines.get(1))));
    }

    private boolean reaches(Path bin, Path data) throws IOException {
        List<String> words = command(List.of(
                "sh",
                "-c",
                "test -x \"$0\" && test -w \"$1\"",
                bin.resolve("postgres").toString(),
                data.toString()));
        return Command.of(words).run(PROBE).succeeded();
    }
}

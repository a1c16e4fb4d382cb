package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The steps from a folder to a running database. */
record Launch(Path home, Path binaries, Duration timeout, Durability durability, SecureRandom random) {

    EmbeddedPostgres run() {
        try {
            Path realHome = PrivateFiles.directory(home);
            HomeLock lock = HomeLock.take(realHome);
            try {
                return run(realHome, lock);
            } catch (IOException | SQLException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | SQLException e) {
            throw new EmbeddedPostgresException(
                    "The embedded database in " + home + " cannot be used: " + reason(e), e);
        }
    }

    private static String reason(Exception failed) {
        return failed instanceof FileSystemException denied
                ? "this user cannot write to " + denied.getFile() + "; choose another folder (DATA_DIR)"
                : String.valueOf(failed.getMessage());
    }

    private EmbeddedPostgres run(Path realHome, HomeLock lock) throws IOException, SQLException {
        Path bin = PostgresBinaries.unpackedIn(PrivateFiles.directory(binaries));
        Cluster cluster = new Cluster(realHome);
        // First, since the data may get another owner next.
        EarlierServer.stop(bin, cluster.data());
        PrivilegeDrop drop = PrivilegeDrop.choose(bin, cluster.prepared());
        if (!cluster.exists()) {
            cluster.create(bin, drop, durability, random);
        }
        Login login = new Login(FreePort.find(), cluster.password());
        Server server = Server.start(bin, cluster, drop, settings(login.port()));
        try {
            FirstAnswer.await(server, login, timeout);
            login.createDatabase();
            return new EmbeddedPostgres(lock, server, login);
        } catch (SQLException | RuntimeException e) {
            server.stop();
            throw e;
        }
    }

    private List<String> settings(int port) {
        List<String> settings = new ArrayList<>(durability.settings());
        settings.add("port=" + port);
        settings.add("listen_addresses=127.0.0.1");
        settings.add("unix_socket_directories=");
        settings.add("timezone=UTC");
        // A failed statement may contain a secret.
        settings.add("log_min_error_statement=panic");
        return settings;
    }
}

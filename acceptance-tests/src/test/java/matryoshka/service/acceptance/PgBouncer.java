package matryoshka.service.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;

/** A running PgBouncer in front of a database. */
record PgBouncer(Process process, String jdbcUrl) implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** @param mode its {@code pool_mode} */
    static PgBouncer start(TestDatabase database, String mode, Path folder) throws Exception {
        return start(database, mode, folder, "extra_float_digits,options");
    }

    /** @param ignored startup parameters that it ignores */
    static PgBouncer start(TestDatabase database, String mode, Path folder, String ignored) throws Exception {
        int port = freePort();
        URI server = URI.create(database.jdbcUrl().replaceFirst("^jdbc:", ""));
        Path users = Files.writeString(
                folder.resolve("pgbouncer-users-" + port),
                "\"" + database.user() + "\" \"" + database.password() + "\"\n");
        Path configuration = Files.writeString(
                folder.resolve("pgbouncer-" + port + ".ini"),
                String.join(
                        "\n",
                        List.of(
                                "[databases]",
                                "tokens = host=" + server.getHost() + " port=" + server.getPort() + " dbname="
                                        + server.getPath().substring(1),
                                "[pgbouncer]",
                                "listen_addr = 127.0.0.1",
                                "listen_port = " + port,
                                "unix_socket_dir =",
                                "auth_type = plain",
                                "auth_file = " + users,
                                "pool_mode = " + mode,
                                "default_pool_size = 40",
                                "ignore_startup_parameters = " + ignored,
                                "")));
        readableByAll(folder, users, configuration);
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        if (System.getProperty("user.name").equals("root")) {
            // It does not run as root.
            command.add("--user=nobody");
        }
        command.add(configuration.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer-" + port + ".log").toFile())
                .start();
        Soon.holds(() -> accepts(port));
        return new PgBouncer(process, "jdbc:postgresql://127.0.0.1:" + port + "/tokens");
    }

    private static void readableByAll(Path folder, Path... files) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        for (Path file : files) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}

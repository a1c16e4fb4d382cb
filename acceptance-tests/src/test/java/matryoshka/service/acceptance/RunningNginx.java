package matryoshka.service.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import matryoshka.service.testing.Soon;

/** Debian's nginx with njs, where it is installed; in the foreground, with all its files in one folder. */
final class RunningNginx implements AutoCloseable {
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_http_js_module.so");
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Settings that must not depend on a distribution's defaults. */
    private static final String MAIN = """
            user %s;
            daemon off;
            pid nginx.pid;
            worker_shutdown_timeout 1s;
            """;

    private static final String PATHS = """
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            """;

    private final Path folder;
    private final Process process;
    private final int port;

    private RunningNginx(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it; the test is skipped where it is not installed.
     *
     * @param configuration has a block {@code http}, and in it a server at the port
     */
    static RunningNginx start(Path folder, String configuration, int port) throws Exception {
        assumeTrue(
                Files.isExecutable(PROGRAM) && Files.exists(MODULE),
                "nginx with njs is not installed: apt-get install nginx-core libnginx-mod-http-js");
        String complete = MAIN.formatted(System.getProperty("user.name"))
                + configuration
                        .replace("modules/ngx_http_js_module.so", MODULE.toString())
                        .replace("http {\n", "http {\n" + PATHS);
        Path file = Files.writeString(folder.resolve("nginx.conf"), complete);
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-p", folder.toString(), "-c", file.toString(), "-e", "error.log")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        RunningNginx nginx = new RunningNginx(folder, process, port);
        try {
            Soon.holds(nginx::listens);
        } catch (Exception | AssertionError failed) {
            String logs = nginx.logs();
            nginx.close();
            throw new AssertionError("nginx does not start: " + logs, failed);
        }
        return nginx;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /** Returns everything that it has logged. */
    String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (String name : new String[] {"output.log", "error.log", "access.log"}) {
            Path file = folder.resolve(name);
            logs.append(Files.exists(file) ? Files.readString(file) : "");
        }
        return logs.toString();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (process.isAlive()) {
            process.destroyForcibly();
            throw new AssertionError("nginx does not stop");
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new AssertionError("it has ended");
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}

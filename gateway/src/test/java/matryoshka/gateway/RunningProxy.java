package matryoshka.gateway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A proxy that is installed here, with files of {@code examples/gateway} in which the addresses are those of a test. */
final class RunningProxy implements AutoCloseable {
    private static final Path EXAMPLES = Path.of("../examples/gateway");
    private static final long PATIENCE_SECONDS = 20;
    private static final String NGINX_PATHS = "client_body_temp_path body; proxy_temp_path proxy; "
            + "fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;";

    private final Process process;
    private final Path folder;
    private final int port;

    private RunningProxy(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** What a test knows of a proxy: its program, its file, and how it is started with it. */
    record Kind(String program, String debian, String file, List<String> arguments) {}

    /**
     * Starts it; the test is skipped where it is not installed.
     *
     * @param before what precedes the configuration
     */
    static RunningProxy start(Kind kind, String before, Path folder, int gatewayPort, int upstreamPort)
            throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of(kind.program())),
                kind.program() + " is not installed: apt-get install " + kind.debian());
        int port = freePort();
        copy(folder, gatewayPort, upstreamPort, port);
        Path file = folder.resolve(kind.file());
        Files.writeString(file, before + Files.readString(file));
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                        Stream.of(kind.program()),
                        kind.arguments().stream().map(argument -> argument.replace("FOLDER", folder.toString())))
                .toList());
        builder.environment().put("XDG_DATA_HOME", folder.toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        RunningProxy proxy = new RunningProxy(process, folder, port);
        proxy.await();
        return proxy;
    }

    private static void copy(Path folder, int gatewayPort, int upstreamPort, int port) throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file)
                        .replace("127.0.0.1:8095", "127.0.0.1:" + gatewayPort)
                        .replace("orders.shop.svc:8080", "127.0.0.1:" + upstreamPort)
                        .replace("https://orders.shop.example", PlayedGateway.ORDERS)
                        .replace("/etc/haproxy", folder.toString())
                        .replace("/var/log/nginx", folder.toString())
                        .replace("\nhttp {", "\nhttp {" + NGINX_PATHS)
                        .replace("listen 8090", "listen 127.0.0.1:" + port)
                        .replace("bind :8090", "bind 127.0.0.1:" + port)
                        .replace("http://:8090", "http://:" + port);
                Files.writeString(folder.resolve(file.getFileName().toString()), text);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void await() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String logs = logs();
                close();
                throw new AssertionError("The proxy does not start: " + logs);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Everything that it has written. */
    String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (String name : List.of("output.log", "error.log", "access.log")) {
            Path file = folder.resolve(name);
            logs.append(Files.exists(file) ? Files.readString(file) : "");
        }
        return logs.toString();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        if (process.isAlive()) {
            process.destroyForcibly();
            throw new AssertionError("The proxy does not stop.");
        }
    }
}

package matryoshka.acceptance;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo, as {@code java -jar matryoshka.jar demo config.yml} runs it, on a database of its own. */
final class RunningDemo implements AutoCloseable {
    static final Path JAR = Path.of("..", "service", "target", "matryoshka.jar");

    private static final long MAX_SECONDS = 120;

    private final Process process;
    private final Path folder;
    private final int port;
    private final int adminPort;

    private RunningDemo(Process process, Path folder, int port, int adminPort) {
        this.process = process;
        this.folder = folder;
        this.port = port;
        this.adminPort = adminPort;
    }

    /** Starts it; its data is in {@code var} of the folder, and it names itself as the documents do. */
    static RunningDemo start(Path folder) throws IOException, InterruptedException {
        return start(folder, free(), "http://localhost:8080");
    }

    /** Starts it under the name at which it is reached. */
    static RunningDemo startByItsAddress(Path folder) throws IOException, InterruptedException {
        int port = free();
        return start(folder, port, "http://localhost:" + port);
    }

    private static RunningDemo start(Path folder, int port, String name) throws IOException, InterruptedException {
        int adminPort = free();
        Path printed = folder.resolve("demo.txt");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Quick to start, as the processes that run the tests are.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                JAR.toRealPath().toString(),
                "demo",
                Path.of("..", "config.yml").toRealPath().toString());
        java.environment()
                .putAll(Map.of(
                        "HTTP_PORT", Integer.toString(port),
                        "ADMIN_PORT", Integer.toString(adminPort),
                        "ISSUER_URL", name,
                        "DATA_DIR", folder.resolve("var").toString(),
                        "SHUTDOWN_DELAY", "0s"));
        Process process = java.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        RunningDemo demo = new RunningDemo(process, folder, port, adminPort);
        demo.await(printed);
        return demo;
    }

    private void await(Path printed) throws IOException, InterruptedException {
        for (long tenth = 0; tenth < MAX_SECONDS * 10; tenth++) {
            if (Files.readString(printed).contains("Get one yourself")) {
                return;
            }
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        process.destroyForcibly();
        throw new AssertionError("the demo did not start: " + Files.readString(printed));
    }

    /** Returns its URL. */
    String url() {
        return "http://localhost:" + port;
    }

    /** Returns the URL of health and metrics. */
    String adminUrl() {
        return "http://localhost:" + adminPort;
    }

    /** Returns everything that it has printed so far. */
    String printed() throws IOException {
        return Files.readString(folder.resolve("demo.txt"));
    }

    /** A member of the first administrator's file. */
    String admin(String member) throws IOException {
        String file = Files.readString(folder.resolve("var").resolve("admin-client.json"));
        Matcher found =
                Pattern.compile("\"" + member + "\"\\s*:\\s*\"([^\"]*)\"").matcher(file);
        if (!found.find()) {
            throw new AssertionError("admin-client.json has no " + member);
        }
        return found.group(1);
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package matryoshka.gateway;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The program: {@code java -jar matryoshka-gateway.jar [settings.properties]}. */
public final class Gateway {
    private static final int FAULTY_SETTINGS = 2;
    private static final int NOT_STARTED = 1;

    private Gateway() {}

    /**
     * Starts the gateway, until the process is told to end.
     *
     * @param args the file of settings, if there is one
     */
    public static void main(String[] args) {
        int status = run(args, System.getenv());
        if (status != 0) {
            System.exit(status);
        }
    }

    @SuppressWarnings("resource") // Closed when the process ends.
    private static int run(String[] args, Map<String, String> environment) {
        try {
            Settings settings = SettingsReader.read(args.length == 0 ? Map.of() : file(Path.of(args[0])), environment);
            RunningGateway gateway = RunningGateway.start(settings, Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
            return 0;
        } catch (SettingsReader.FaultyException faulty) {
            System.err.println("The settings are faulty:\n" + faulty.getMessage());
            return FAULTY_SETTINGS;
        } catch (Exception failed) {
            System.err.println("The gateway cannot start: " + failed);
            return NOT_STARTED;
        }
    }

    private static Map<String, String> file(Path path) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}

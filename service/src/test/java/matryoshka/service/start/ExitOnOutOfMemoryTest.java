package matryoshka.service.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process without memory exits; a start without the option for that logs a warning. */
class ExitOnOutOfMemoryTest {
    private static final String OPTION = "-XX:+ExitOnOutOfMemoryError";

    @ParameterizedTest
    @ValueSource(strings = {"ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError"})
    void a_jvm_that_exits_causes_no_warning(String option) {
        assertThat(ExitOnOutOfMemory.warning(name -> Boolean.toString(name.equals(option))))
                .isEmpty();
    }

    @Test
    void a_jvm_that_would_continue_causes_a_warning() {
        assertThat(ExitOnOutOfMemory.warning(name -> "false"))
                .hasValueSatisfying(warning -> assertThat(warning).contains(OPTION));
    }

    @Test
    void a_jvm_without_the_options_causes_a_warning() {
        assertThat(ExitOnOutOfMemory.warning(name -> {
                    throw new IllegalArgumentException("no such option");
                }))
                .isPresent();
    }

    @Test
    void this_jvm_can_be_asked() {
        List<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();

        assertThat(ExitOnOutOfMemory.warning().isEmpty()).isEqualTo(arguments.contains(OPTION));
    }

    @Test
    void every_documented_way_to_serve_has_the_option() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("../README.md")));
        lines.addAll(Files.readAllLines(Path.of("../docs/operations.md")));
        List<String> commands = lines.stream()
                .filter(line -> line.matches("java .*-jar \\S*matryoshka.jar (server|demo) .*"))
                .toList();

        assertThat(commands).hasSizeGreaterThanOrEqualTo(3).allMatch(command -> command.contains(OPTION));
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<argument>" + OPTION + "</argument>");
    }
}

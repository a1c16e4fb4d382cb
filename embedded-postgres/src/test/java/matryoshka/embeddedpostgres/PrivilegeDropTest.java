package matryoshka.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class PrivilegeDropTest {
    @TempDir
    Path folder;

    @Test
    void an_ordinary_user_drops_nothing_and_root_always_something() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        PrivateFiles.mode(Files.createFile(bin.resolve("postgres")), "rwxr-xr-x");
        PrivateFiles.mode(folder, "rwxr-xr-x");
        PrivilegeDrop drop = PrivilegeDrop.choose(bin, Files.createDirectory(folder.resolve("data")));
        assertThat(drop.prefix().isEmpty()).isEqualTo(!PrivilegeDrop.root());
    }

    @Test
    void where_no_way_works_the_error_says_what_to_do() {
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> PrivilegeDrop.choose(
                        List.of(List.of("no-such-program"), List.of("false")), folder, folder.resolve("data")))
                .withMessageEndingWith("run as an ordinary user, or set DATABASE_URL");
    }
}

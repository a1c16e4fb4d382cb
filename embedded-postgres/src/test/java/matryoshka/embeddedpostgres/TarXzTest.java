package matryoshka.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

@DisabledOnOs(OS.WINDOWS)
class TarXzTest {
    @TempDir
    Path temporary;

    Path folder;

    @BeforeEach
    void make_a_folder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("folder"));
    }

    @Test
    void files_links_and_the_right_to_execute_arrive() throws IOException {
        TarXz.inJava(archive(program("bin/postgres"), link("lib/postgres", "../bin/postgres")), folder);
        assertThat(folder.resolve("bin/postgres")).isExecutable();
        assertThat(folder.resolve("lib/postgres")).isSymbolicLink().hasContent("program");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escaped", "bin/../../escaped"})
    void a_name_that_leaves_the_folder_is_refused(String name) throws IOException {
        URL archive = archive(program(name));
        assertThatIOException().isThrownBy(() -> TarXz.inJava(archive, folder));
        assertThat(temporary.resolve("escaped")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../..", "/etc"})
    void a_link_that_leaves_the_folder_is_refused(String target) throws IOException {
        URL archive = archive(link("lib/away", target));
        assertThatIOException().isThrownBy(() -> TarXz.inJava(archive, folder));
    }

    private static TarArchiveEntry program(String name) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(0100755);
        return entry;
    }

    private static TarArchiveEntry link(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return entry;
    }

    private URL archive(TarArchiveEntry... entries) throws IOException {
        Path file = temporary.resolve("archive.txz");
        byte[] content = "program".getBytes(StandardCharsets.UTF_8);
        try (var tar =
                new TarArchiveOutputStream(new XZOutputStream(Files.newOutputStream(file), new LZMA2Options()))) {
            for (TarArchiveEntry entry : entries) {
                entry.setSize(entry.isSymbolicLink() ? 0 : content.length);
                tar.putArchiveEntry(entry);
                tar.write(content, 0, (int) entry.getSize());
                tar.closeArchiveEntry();
            }
        }
        return file.toUri().toURL();
    }
}

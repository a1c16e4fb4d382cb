package matryoshka.service.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.chrome.ChromeDriver;

/** How a page looks: in both themes, wide and narrow. */
final class Looks {
    static final int WIDE = 1280;
    private static final int NARROW = 390;
    private static final Path PICTURES = Path.of("target", "console");

    private final ChromeDriver driver;
    private final String axe = resource("/axe.min.js");

    Looks(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Checks the page with axe (WCAG 2.2 A and AA), wide in the light theme and narrow in the dark one: colours depend on the theme and
     * everything else on the width, so these two show all faults. Nothing may stick out to the right. Takes a picture of both: {@code
     * target/console/<page>-<theme>-<width>.png}.
     */
    void check(String page) throws IOException {
        Files.createDirectories(PICTURES);
        check(page, "dark", NARROW);
        check(page, "light", WIDE);
    }

    private void check(String page, String theme, int width) throws IOException {
        resize(width);
        driver.executeScript("document.documentElement.dataset.theme = arguments[0]", theme);
        String name = page + "-" + theme + "-" + width;
        Object picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                .get("data");
        Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture)));
        assertThat((List<?>) faults()).as("accessibility of " + name).isEmpty();
        assertThat(driver.executeScript("return document.documentElement.scrollWidth"))
                .as("width of " + page)
                .isEqualTo((long) width);
    }

    private Object faults() {
        if (!Boolean.TRUE.equals(driver.executeScript("return window.axe !== undefined"))) {
            driver.executeScript(axe);
        }
        return Objects.requireNonNull(driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations']})
                    .then((found) => done(found.violations.flatMap((fault) =>
                        fault.nodes.map((node) => fault.id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary))))
                    .catch((failed) => done(['axe failed: ' + failed]));
                """));
    }

    void resize(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", width > 800 ? 900 : 844, "deviceScaleFactor", 1, "mobile", false));
    }

    private static String resource(String name) {
        try (var file = Objects.requireNonNull(Looks.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package matryoshka.service.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoAlertPresentException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window, and what tests do with a page. Elements are named by CSS selectors. */
public final class Browser implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "console");
    private static final List<String> THEMES = List.of("light", "dark");
    private static final List<Integer> WIDTHS = List.of(1280, 390);

    private final ChromeDriver driver;
    private final String axe = resource("/axe.min.js");

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start(Path chromium, Path driver) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--lang=en-GB");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.resize(1280);
        return browser;
    }

    /** Opens the console, where nobody is signed in. */
    public void open(RunningIssuer issuer) throws Exception {
        driver.get("about:blank");
        driver.get("http://localhost:" + issuer.port() + "/console/");
        complaints();
        see("form");
    }

    /** Opens the console, signs in with a client's id and secret, and goes to an address such as {@code #/graph}. */
    public void signIn(RunningIssuer issuer, String client, String secret, String address) throws Exception {
        open(issuer);
        type("input[name=client_id]", client);
        type("input[name=client_secret]", secret);
        click("button[type=submit]");
        see("[data-page]");
        go(address);
    }

    /** Goes to an address such as {@code #/graph}, without loading the console anew. */
    public void go(String address) {
        driver.executeScript("location.hash = arguments[0]", address);
    }

    /** Waits until an element is there and shown, and returns it. */
    public WebElement see(String selector) throws Exception {
        Soon.holds(() -> !shown(selector).isEmpty());
        return shown(selector).get(0);
    }

    /** Waits until an element contains this text. */
    public void see(String selector, String text) throws Exception {
        Soon.holds(
                () -> shown(selector).stream().anyMatch(element -> text(element).contains(text)));
    }

    /** Waits until no element of this kind is shown. */
    public void miss(String selector) throws Exception {
        Soon.holds(() -> shown(selector).isEmpty());
    }

    /** Returns how many elements of this kind are on the page. */
    public int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    public String text(String selector) throws Exception {
        return text(see(selector));
    }

    /** Clicks an element, also one in an SVG or one that lies behind another. */
    public void click(String selector) throws Exception {
        driver.executeScript(
                "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, view: window}))",
                see(selector));
    }

    /** Clicks the element of this kind that has exactly this text, such as a button. */
    public void click(String selector, String text) throws Exception {
        Soon.holds(() -> withText(selector, text).isPresent());
        withText(selector, text).orElseThrow().click();
    }

    /** Types into an element, in place of what is there. */
    public void type(String selector, String text) throws Exception {
        WebElement element = see(selector);
        element.clear();
        element.sendKeys(text);
    }

    public void press(String selector, Keys key) throws Exception {
        see(selector).sendKeys(key);
    }

    /** Sets the value of a slider, a selection or a long text, as if the user had done it. */
    public void set(String selector, String value) throws Exception {
        driver.executeScript("""
                arguments[0].value = arguments[1];
                ['input', 'change'].forEach((name) => arguments[0].dispatchEvent(new Event(name, {bubbles: true})));
                """, see(selector), value);
    }

    /** Types on the keyboard at the end of what is in an element. */
    public void append(String selector, CharSequence... keys) throws Exception {
        see(selector).sendKeys(Keys.chord(Keys.CONTROL, Keys.END));
        see(selector).sendKeys(keys);
    }

    /** Waits until the browser asks, and answers it. */
    public void answer(boolean yes) throws Exception {
        Soon.holds(this::isAsking);
        if (yes) {
            driver.switchTo().alert().accept();
        } else {
            driver.switchTo().alert().dismiss();
        }
    }

    private boolean isAsking() {
        try {
            driver.switchTo().alert();
            return true;
        } catch (NoAlertPresentException none) {
            return false;
        }
    }

    public String value(String selector) throws Exception {
        return String.valueOf(see(selector).getDomProperty("value"));
    }

    public Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    /**
     * Checks the page in both themes, wide and narrow, with axe (WCAG 2.2 A and AA); nothing may stick out to the right. Takes a picture of
     * each: {@code target/console/<page>-<theme>-<width>.png}.
     */
    public void look(String page) throws IOException {
        Files.createDirectories(PICTURES);
        for (int width : WIDTHS) {
            resize(width);
            for (String theme : THEMES) {
                driver.executeScript("document.documentElement.dataset.theme = arguments[0]", theme);
                String name = page + "-" + theme + "-" + width;
                Object picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                        .get("data");
                Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture)));
                assertThat((List<?>) faults()).as("accessibility of " + name).isEmpty();
            }
            assertThat(driver.executeScript("return document.documentElement.scrollWidth"))
                    .as("width of " + page)
                    .isEqualTo((long) width);
        }
        resize(1280);
        driver.executeScript("document.documentElement.dataset.theme = 'light'");
    }

    /** Returns what the browser has written to its console since the last call: errors of scripts, and what the policy has blocked. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** Returns whether a script of a hostile text has run: such a script sets {@code window.hacked}. */
    public boolean isHacked() {
        return Boolean.TRUE.equals(
                driver.executeScript(
                        "return window.hacked !== undefined || document.querySelector('main script, main img[onerror], main iframe') !== null"));
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

    private void resize(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", width > 800 ? 900 : 844, "deviceScaleFactor", 1, "mobile", false));
    }

    private List<WebElement> shown(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .filter(Browser::isShown)
                .toList();
    }

    private Optional<WebElement> withText(String selector, String text) {
        return shown(selector).stream()
                .filter(element -> text(element).equals(text))
                .findFirst();
    }

    private static boolean isShown(WebElement element) {
        try {
            return element.isDisplayed();
        } catch (StaleElementReferenceException gone) {
            return false;
        }
    }

    private static String text(WebElement element) {
        try {
            return element.getText();
        } catch (StaleElementReferenceException gone) {
            return "";
        }
    }

    private static String resource(String name) {
        try (var file = Objects.requireNonNull(Browser.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}

package matryoshka.service.acceptance.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
    private final ChromeDriver driver;
    private final Looks looks;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        this.looks = new Looks(driver);
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
        browser.looks.resize(Looks.WIDE);
        // Downloads are read from memory: nothing is written where the user keeps files.
        browser.driver.executeCdpCommand("Browser.setDownloadBehavior", Map.of("behavior", "deny"));
        return browser;
    }

    /** Opens the console, where nobody is signed in. */
    public void open(RunningIssuer issuer) throws Exception {
        open(issuer, "");
    }

    private void open(RunningIssuer issuer, String address) throws Exception {
        driver.get("about:blank");
        driver.get("http://localhost:" + issuer.port() + "/console/" + address);
        complaints();
        see("form");
    }

    /** Opens the console, signs in with a client's id and secret, and goes to an address such as {@code #/graph}. */
    public void signIn(RunningIssuer issuer, String client, String secret, String address) throws Exception {
        open(issuer, address);
        type("input[name=client_id]", client);
        type("input[name=client_secret]", secret);
        click("button[type=submit]");
        see("main.main");
    }

    /** Goes to an address such as {@code #/graph}, without loading the console anew. */
    public void go(String address) {
        driver.executeScript("location.hash = arguments[0]", address);
    }

    /** Waits until an element is there and shown, and returns it. */
    public WebElement see(String selector) throws Exception {
        AtomicReference<WebElement> first = new AtomicReference<>();
        Soon.holds(() -> {
            shown(selector).stream().findFirst().ifPresent(first::set);
            return first.get() != null;
        });
        return Objects.requireNonNull(first.get());
    }

    /** Does something with an element; again with its successor if the page has just replaced it. */
    private void act(String selector, Consumer<WebElement> action) throws Exception {
        Soon.holds(() -> {
            try {
                action.accept(see(selector));
                return true;
            } catch (StaleElementReferenceException replaced) {
                return false;
            }
        });
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
        act(
                selector,
                element -> driver.executeScript(
                        "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, view: window}))",
                        element));
    }

    /** Clicks the element of this kind that has exactly this text, such as a button. */
    public void click(String selector, String text) throws Exception {
        Soon.holds(() -> withText(selector, text).isPresent());
        withText(selector, text).orElseThrow().click();
    }

    /** Types into an element, in place of what is there. */
    public void type(String selector, String text) throws Exception {
        act(selector, element -> {
            element.clear();
            element.sendKeys(text);
        });
    }

    public void press(String selector, Keys key) throws Exception {
        act(selector, element -> element.sendKeys(key));
    }

    /** Sets the value of a slider, a selection or a long text, as if the user had done it. */
    public void set(String selector, String value) throws Exception {
        act(selector, element -> driver.executeScript("""
                arguments[0].value = arguments[1];
                ['input', 'change'].forEach((name) => arguments[0].dispatchEvent(new Event(name, {bubbles: true})));
                """, element, value));
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

    /** Returns the text that a click on an element downloads. */
    public String downloaded(String selector) throws Exception {
        driver.executeScript("""
                const create = URL.createObjectURL;
                window.downloaded = null;
                URL.createObjectURL = (blob) => {
                    blob.text().then((text) => { window.downloaded = text; });
                    URL.createObjectURL = create;
                    return create.call(URL, blob);
                };
                """);
        click(selector);
        Soon.holds(() -> driver.executeScript("return window.downloaded") != null);
        return String.valueOf(driver.executeScript("return window.downloaded"));
    }

    public Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    /** Checks how the page looks in both themes, wide and narrow, and takes pictures: see {@link Looks}. */
    public void look(String page) throws IOException {
        looks.check(page);
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

    @Override
    public void close() {
        driver.quit();
    }
}

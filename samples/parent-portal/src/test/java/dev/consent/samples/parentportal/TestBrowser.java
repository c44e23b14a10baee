package dev.consent.samples.parentportal;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real Chromium, in which each person has a session of their own. */
final class TestBrowser implements AutoCloseable {

    private static final List<Integer> WIDTHS = List.of(390, 1280);
    private static final int HEIGHT = 900;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Playwright playwright;
    private final Browser browser;
    private final String root;
    private final Map<String, Page> sessions = new HashMap<>();
    private final Set<String> hosts = new ConcurrentSkipListSet<>();
    private final Set<String> complaints = new ConcurrentSkipListSet<>();

    TestBrowser(int port) {
        root = "http://localhost:" + port;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
    }

    /** A missing browser fails the test: a story nobody walked is not a story that works. */
    private static Path chromium() {
        String configured = System.getenv("CHROMIUM_PATH");
        return Stream.of(configured, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .filter(path -> path != null && !path.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no Chromium to walk the story in. Install the package"
                        + " 'chromium', or let the environment variable CHROMIUM_PATH name its executable."));
    }

    /** The page of this person, logged in the first time it is asked for. */
    Page as(String account) {
        return sessions.computeIfAbsent(account, name -> logIn(open(true), name));
    }

    /** A new page on which nobody is logged in. */
    Page anonymous() {
        return open(true);
    }

    /** The page of this person in a browser that runs no JavaScript. */
    Page withoutJavaScript(String account) {
        return logIn(open(false), account);
    }

    private Page logIn(Page page, String account) {
        go(page, "/login");
        page.getByLabel("Account").fill(account);
        page.getByLabel("Password").fill("welcome");
        page.locator("main button").click();
        assertThat(page.url()).as("after logging in").doesNotContain("/login");
        return page;
    }

    private Page open(boolean javaScript) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setTimezoneId("Europe/Amsterdam")
                .setJavaScriptEnabled(javaScript)
                .setViewportSize(WIDTHS.get(1), HEIGHT));
        context.onRequest(this::remember);
        context.onConsoleMessage(message -> {
            // A refused page is reported as a failed load, and that is what it should be.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        return context.newPage();
    }

    private void remember(Request request) {
        URI address = URI.create(request.url());
        if (address.getHost() != null) {
            hosts.add(address.getHost());
        }
    }

    /** Goes there and says with which status it was answered. */
    int go(Page page, String path) {
        var response = page.navigate(path.startsWith("http") ? path : root + path);
        return response == null ? 0 : response.status();
    }

    /** Presses the button and says with which status the form was answered. */
    static int press(Page page, String button) {
        return press(page.locator("main"), button);
    }

    /** Presses the button in this part of the page and says with which status the form was answered. */
    static int press(Locator part, String button) {
        return part.page()
                .waitForResponse(
                        response -> response.request().isNavigationRequest()
                                && response.request().method().equals("POST"),
                        () -> part.locator("button", new Locator.LocatorOptions().setHasText(button))
                                .click())
                .status();
    }

    /** Looks at the page as a phone and as a desk show it: nothing sticks out, and axe finds nothing wrong. */
    void look(Page page, String name) {
        for (int width : WIDTHS) {
            page.setViewportSize(width, HEIGHT);
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(SCREENSHOTS.resolve(name + "-" + width + ".png")));
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as("width of %s at %d pixels", name, width)
                    .isEqualTo(width);
            AxeResults results = axe(page);
            assertThat(results.getViolations())
                    .as("accessibility of %s at %d pixels", name, width)
                    .isEmpty();
        }
    }

    /** The legacy mode opens no page of its own for each analysis; it lacks only frames of other hosts, of which we have none. */
    @SuppressWarnings("deprecation")
    private static AxeResults axe(Page page) {
        return new AxeBuilder(page).setLegacyMode(true).analyze();
    }

    /** The hosts any page has asked anything of. */
    Set<String> hosts() {
        return hosts;
    }

    /** What the browser complained about in its console. */
    Set<String> complaints() {
        return complaints;
    }

    static @Nullable String attribute(Page page, String selector, String attribute) {
        return page.locator(selector).first().getAttribute(attribute);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

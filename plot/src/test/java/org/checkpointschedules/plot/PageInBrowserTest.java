package org.checkpointschedules.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.Action;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The page in a real, headless Chromium. `plot/test-page` installs one where it can; where there
/// is none, these tests are skipped and say so.
class PageInBrowserTest {
  private static final String AT = "document.querySelectorAll('section')[%d].dataset.at";

  @TempDir static Path folder;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(
        Browser.driver().isPresent(),
        "There is no chromedriver, so the page is not tested in a browser; plot/test-page installs"
            + " it.");
    browser = Browser.start(folder.resolve("profile"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  private static void show(String page) throws Exception {
    Path file = folder.resolve("page.html");
    Files.writeString(file, page);
    browser.show(file);
    assertEquals("yes", browser.text("document.documentElement.dataset.ready"));
  }

  private static String state(int panel, String term) throws Exception {
    return browser.text(
        "document.querySelectorAll('section')[%d].querySelector('dd[data-name=\"%s\"]').innerText"
            .formatted(panel, term));
  }

  private static int at(int panel) throws Exception {
    return Integer.parseInt(browser.text(AT.formatted(panel)));
  }

  /// The page plays every action; the referee, which is independent of it, must agree after each.
  @Test
  void scrubbingShowsWhatTheRefereeSees() throws Exception {
    for (String name : List.of("hrevolve_n10_r1_d2_default", "mixed_n10_s3_DISK")) {
      var levels =
          List.of(Level.free(StorageLocation.RAM, 3), Level.of(StorageLocation.DISK, 3, 2, 2));
      List<Action> actions = Streams.reference(name);
      var header = new TraceHeader(10, name, levels);
      show(ScheduleDrawing.of(header, StepCosts.UNIT, actions).page());
      var referee = ScheduleReferee.of(10, levels);
      for (int i = 0; i < actions.size(); i++) {
        referee.accept(actions.get(i));
        assertEquals(i, at(0));
        assertEquals(
            actions.get(i).toString(), browser.text("document.querySelector('.now').textContent"));
        for (Level level : levels) {
          var held =
              referee.kept().stream().filter(e -> e.location().equals(level.location())).toList();
          String shown = state(0, level.location().name());
          assertTrue(
              shown.startsWith(referee.held(level.location()) + " of 3"),
              "action " + i + ": " + shown);
          String list = shown.substring(shown.indexOf('\n') + 1).replaceAll(" \\([a-z]+\\)", "");
          String expected =
              held.isEmpty()
                  ? "empty"
                  : (held.size() == 1 ? "step " : "steps ")
                      + String.join(", ", held.stream().map(e -> "" + e.step()).toList());
          assertEquals(expected, list, "action " + i);
        }
        long tape = referee.held(StorageLocation.TAPE);
        assertEquals(
            tape == 0 ? "empty" : "adjoint data of " + tape + (tape == 1 ? " step" : " steps"),
            state(0, "TAPE"));
        browser.press(Browser.RIGHT);
      }
      assertEquals(actions.size() - 1, at(0), "the last action stays the last");
    }
  }

  @Test
  void theKeysDoWhatTheHelpSays() throws Exception {
    show(Streams.binomial(100, Streams.TWO_LEVELS).page());
    browser.press(Browser.END);
    int last = at(0);
    assertEquals("at step 100", state(0, "Adjoint"));
    browser.press(Browser.HOME, Browser.PAGE_DOWN);
    assertEquals(Math.max(10, Math.round(last / 100.0)), at(0));
    browser.press(Browser.LEFT);
    assertEquals(Math.max(10, Math.round(last / 100.0)) - 1, at(0));
    String before = browser.text("JSON.stringify(view)");
    browser.press('+');
    JsonNode zoomed = browser.value("view");
    assertTrue(width(zoomed) < 0.51 * browser.value("whole.x1").asDouble(), zoomed::toString);
    browser.pressWith(Browser.SHIFT, Browser.RIGHT);
    assertTrue(browser.value("view.x0").asDouble() > zoomed.get("x0").asDouble());
    assertEquals(width(zoomed), width(browser.value("view")), 1e-6);
    browser.press('-', '-');
    browser.press('0');
    assertEquals(before, browser.text("JSON.stringify(view)"));
    browser.press('1');
    assertEquals("false", browser.text("'' + document.getElementById('show-level-RAM').checked"));
    browser.press('1', 't');
    assertEquals("true", browser.text("'' + document.getElementById('show-level-RAM').checked"));
    assertEquals("dark", browser.text("document.documentElement.dataset.theme"));
    browser.press('t', 't');
  }

  private static double width(JsonNode view) {
    return view.get("x1").asDouble() - view.get("x0").asDouble();
  }

  @Test
  void everyControlIsReachedByTabAndHasAName() throws Exception {
    show(Streams.binomial(10, Streams.THREE).page());
    var names = new ArrayList<String>();
    for (int i = 0; i < 30; i++) {
      browser.press(Browser.TAB);
      String name =
          browser.text(
              "document.activeElement === document.body ? ''"
                  + " : document.activeElement.ariaLabel || document.activeElement.innerText"
                  + " || document.activeElement.closest('label')?.innerText || '?'");
      if (name.isEmpty() || names.contains(name)) {
        break;
      }
      names.add(name);
    }
    assertTrue(
        names.containsAll(
            List.of(
                "Zoom in",
                "Fit",
                "forward",
                "held in RAM",
                "Back",
                "Action",
                "On",
                "Keys and marks")),
        names::toString);
    assertTrue(names.stream().noneMatch("?"::equals), names::toString);
    assertTrue(
        browser
            .text(
                "document.querySelector('input[type=range]').ariaValueText ||"
                    + " document.querySelector('input[type=range]').getAttribute('aria-valuetext')")
            .startsWith("After action 1 of 40"));
  }

  @Test
  void whatIsHiddenIsNotPainted() throws Exception {
    show(Streams.binomial(1_000, Streams.TWO_LEVELS).page());
    assertTrue(painted("213,94,0") > 100, "lines of DISK");
    assertTrue(painted("170,51,119") > 100, "the adjoint");
    assertTrue(painted("87,96,106") > 100, "the forward");
    browser.press('2');
    assertEquals(0, painted("213,94,0"), "lines of DISK, hidden");
    browser.press('2', 'a', 'f');
    assertTrue(painted("213,94,0") > 100, "lines of DISK, shown again");
    assertEquals(0, painted("170,51,119"), "the adjoint, hidden");
    assertEquals(0, painted("87,96,106"), "the forward, hidden");
    browser.press('a', 'f', 't');
    assertEquals(0, painted("213,94,0"), "the colour of the light theme, in the dark");
    assertTrue(painted("249,136,67") > 100, "the colour of the dark theme");
    browser.press('t', 't');
  }

  /// How many pixels above the strips have a colour, after the frames that were asked for.
  private static int painted(String colour) throws Exception {
    return browser
        .value(
            """
            new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
              const canvas = document.querySelector('canvas');
              const {data} = canvas.getContext('2d')
                  .getImageData(LEFT, TOP, canvas.width - LEFT - RIGHT, PLOT);
              let count = 0;
              for (let k = 0; k < data.length; k += 4) {
                if (`${data[k]},${data[k + 1]},${data[k + 2]}` === '%s') count++;
              }
              done(count);
            })))\
            """
                .formatted(colour))
        .asInt();
  }

  @Test
  void aClickGoesToTheActionAtThatTime() throws Exception {
    show(Streams.binomial(100, Streams.THREE).page());
    JsonNode box = browser.value("document.querySelector('canvas').getBoundingClientRect()");
    double plot = box.get("width").asDouble() - 64 - 16;
    browser.click(
        (int) (box.get("x").asDouble() + 64 + plot / 2), (int) (box.get("y").asDouble() + 200));
    double half = browser.value("whole.x1 / 2").asDouble();
    double from = browser.value("panels[0].run.t0[panels[0].at]").asDouble();
    double to = browser.value("panels[0].run.t1[panels[0].at]").asDouble();
    double pixel = 2 * half / plot;
    assertTrue(from <= half + pixel && to >= half - pixel, from + " to " + to + " at " + half);
  }

  @Test
  void twoDrawingsShareTheScaleAndMoveTogether() throws Exception {
    var few = Streams.binomial(100, Streams.THREE);
    var many = Streams.binomial(100, Streams.TWO_LEVELS);
    show(few.pageBeside(many));
    assertEquals("2", browser.text("'' + document.querySelectorAll('section canvas').length"));
    double longest =
        Math.max(
            browser.value("data.drawings[0].total").asDouble(),
            browser.value("data.drawings[1].total").asDouble());
    assertEquals(longest, browser.value("view.x1").asDouble());
    for (int i = 0; i < 40; i++) {
      browser.press(Browser.RIGHT);
    }
    assertEquals(40, at(0));
    double time = browser.value("panels[0].run.t1[40]").asDouble();
    assertTrue(browser.value("panels[1].run.t1[panels[1].at]").asDouble() <= time);
    assertTrue(browser.value("panels[1].run.t1[panels[1].at + 1]").asDouble() > time);
    browser.press('n', Browser.END);
    assertEquals(browser.value("panels[1].run.count - 1").asInt(), at(1));
  }

  @Test
  void aHundredThousandStepsArePlayedInFull() throws Exception {
    var levels = Streams.TWO_LEVELS;
    List<Action> actions = NaiveBinomial.actions(100_000, levels);
    var header = new TraceHeader(100_000, "binomial", levels);
    show(ScheduleDrawing.of(header, StepCosts.of(1, 2), actions).page());
    assertEquals(actions.size(), browser.value("panels[0].run.count").asInt());
    var referee = ScheduleReferee.of(100_000, levels);
    actions.forEach(referee::accept);
    var counts = referee.counts();
    var cost =
        org.checkpointschedules.Forecast.cost(
            StepCosts.of(1, 2),
            levels,
            java.math.BigInteger.valueOf(counts.forwardSteps()),
            counts.adjointSteps(),
            counts.writes(),
            counts.reads());
    assertEquals(
        cost,
        BigDecimal.valueOf(browser.value("panels[0].run.t1.at(-1)").asDouble())
            .stripTrailingZeros());
    long lives = browser.value("panels[0].run.lives.length").asLong();
    assertEquals(counts.writes().values().stream().mapToLong(w -> w).sum(), lives);
    assertEquals(List.of(), browser.errors());
  }

  @Test
  void measuredRunsShowBytesAndWhatWasLeftOut() throws Exception {
    var header = new TraceHeader(10, "run", Streams.THREE);
    var timed = Streams.noisy(NaiveBinomial.actions(10, Streams.THREE), 4);
    show(ScheduleDrawing.ofTrace(header, timed.iterator()).page());
    browser.press(Browser.RIGHT);
    assertEquals("%,d bytes".formatted(timed.get(1).bytes()), state(0, "Moved"));

    var large = new TraceHeader(100_000, "run", Streams.TWO_LEVELS);
    timed = Streams.noisy(NaiveBinomial.actions(100_000, Streams.TWO_LEVELS), 4);
    show(ScheduleDrawing.ofTrace(large, timed.iterator()).page());
    assertTrue(browser.text("document.querySelector('.note').innerText").contains("left out"));
    browser.press(Browser.END);
    assertTrue(state(0, "Forward").startsWith("about step 0 to"), state(0, "Forward"));
    assertTrue(state(0, "Adjoint").startsWith("about step 0 to"), state(0, "Adjoint"));
    assertTrue(state(0, "DISK").startsWith("0 to "), state(0, "DISK"));
  }
}

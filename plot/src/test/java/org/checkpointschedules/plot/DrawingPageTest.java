package org.checkpointschedules.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StepCosts;
import org.junit.jupiter.api.Test;

/// What can be said of the page without a browser; [PageInBrowserTest] drives it in one.
class DrawingPageTest {
  @Test
  void thePageNeedsNothingElse() {
    String page = Streams.binomial(100_000, Streams.TWO_LEVELS).page();
    assertTrue(page.length() < 2_000_000, page.length() + " characters");
    for (String reference :
        List.of("http:", "https:", "src=", "href=", "@import", "url(", "{{js", "{{css")) {
      assertFalse(page.contains(reference), reference);
    }
    assertTrue(page.contains("default-src 'none'"));
    assertEquals(page, Streams.binomial(100_000, Streams.TWO_LEVELS).page());
  }

  @Test
  void whatWasLeftOutIsSaidAndThePageStaysSmall() {
    var header = new TraceHeader(100_000, "noisy", Streams.TWO_LEVELS);
    var actions = NaiveBinomial.actions(100_000, Streams.TWO_LEVELS);
    var noisy = ScheduleDrawing.ofTrace(header, Streams.noisy(actions, 3).iterator());
    String page = noisy.pageBeside(noisy);
    assertTrue(page.length() < 2_000_000, page.length() + " characters");
    assertTrue(page.contains("The 400,000 actions are too many for a page and were left out."));
  }

  @Test
  void namesCannotEndTheData() {
    var header = new TraceHeader(10, "</script><!-- {{data}} {{js}}", Streams.THREE);
    var drawing =
        ScheduleDrawing.of(header, StepCosts.UNIT, NaiveBinomial.actions(10, Streams.THREE));
    String page = drawing.page();
    assertEquals(2, page.split("</script>", -1).length - 1, "one for the data, one for the script");
    assertFalse(page.contains("<!--"));
    assertEquals(2, page.split("\"title\":", -1).length, "the data stands in the page once");
  }

  @Test
  void aScheduleAndATraceShareNoScale() {
    var header = new TraceHeader(10, "run", Streams.THREE);
    var actions = NaiveBinomial.actions(10, Streams.THREE);
    var trace = ScheduleDrawing.ofTrace(header, Streams.noisy(actions, 1).iterator());
    var schedule = Streams.binomial(10, Streams.THREE);
    assertThrows(InvalidArgumentException.class, () -> schedule.pageBeside(trace));
  }
}

package org.checkpointschedules.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.IllegalScheduleException;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleSvgTest {
  private static final List<Level> PLENTY =
      List.of(Level.free(StorageLocation.RAM, 9), Level.of(StorageLocation.DISK, 9, 0.5, 0.25));

  @ParameterizedTest
  @CsvSource({
    "revolve_n10_s3, 10",
    "hrevolve_n10_r1_d2_default, 10",
    "mixed_n10_s3_DISK, 10",
    "twolevel_n10_p4_b1_RAM, 10",
    "singledisk_copy_n3, 3",
  })
  void everyCheckpointIsALineFromWriteToDelete(String name, long steps) throws Exception {
    List<Action> actions = Streams.reference(name);
    var drawing = ScheduleDrawing.of(new TraceHeader(steps, name, PLENTY), costs(), actions);
    var picture = Picture.parse(drawing.svg());
    List<String> drawn =
        picture.with("line", "life").stream()
            .filter(line -> line.getElementsByTagName("title").getLength() == 1)
            .map(line -> line.getTextContent().strip())
            .sorted()
            .toList();
    assertEquals(lives(actions), drawn);
    long reads =
        actions.stream()
            .filter(a -> a instanceof Copy c && c.to().equals(StorageLocation.TAPE))
            .count();
    // One more is the sample in the legend.
    assertEquals(reads + 1, picture.with("circle", "load").size());
    assertEquals(drawn.size(), picture.with("circle", "write").size());
  }

  /// The lives, from the actions and their costs alone: what an action stores counts from its
  /// start, what it deletes until its end.
  private static List<String> lives(List<Action> actions) {
    var lives = new ArrayList<String>();
    double now = 0;
    for (int i = 0; i < actions.size(); i++) {
      if (actions.get(i) instanceof Forward f && f.storage().isLevel()) {
        double until = now;
        boolean deleted = false;
        for (int k = i; k < actions.size() && !deleted; k++) {
          until += cost(actions.get(k));
          deleted =
              actions.get(k) instanceof Copy c
                  && c.delete()
                  && c.n() == f.n0()
                  && c.from().equals(f.storage());
        }
        lives.add(
            "step %d in %s, from %s to %s%s"
                .formatted(
                    f.n0(),
                    f.storage(),
                    Ticks.figure(now),
                    Ticks.figure(until),
                    deleted ? "" : ", kept"));
      }
      now += cost(actions.get(i));
    }
    lives.sort(null);
    return lives;
  }

  private static double cost(Action action) {
    return switch (action) {
      case Forward f -> f.steps() + (f.storage().equals(StorageLocation.DISK) ? 0.5 : 0);
      case Action.Reverse r -> 2 * r.steps();
      case Copy c -> c.from().equals(StorageLocation.DISK) ? 0.25 : 0;
      case EndForward _, Action.EndReverse _ -> 0;
    };
  }

  private static StepCosts costs() {
    return StepCosts.of(1, 2);
  }

  @Test
  void thePictureSaysWhatWasCounted() throws Exception {
    var svg = Picture.parse(Streams.binomial(10, Streams.THREE).svg());
    // t(10, 3) = 2 * 10 - C(5, 4) = 15 forward steps that do not record, so 25 in all.
    assertTrue(
        svg.texts()
            .contains("25 forward steps (2.5 per step), 10 adjoint steps, 40 actions, cost 45"),
        svg.texts()::toString);
    assertTrue(svg.texts().contains("binomial, 10 steps"));
    assertTrue(svg.texts().contains("RAM, entries: peak 3 of 3 slots"));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "10", "100", "1000", "100000"})
  void picturesAreWellFormedSmallAndTheSameTwice(long steps) throws Exception {
    String svg = Streams.binomial(steps, Streams.TWO_LEVELS).svg();
    assertTrue(svg.length() < 500_000, svg.length() + " characters");
    var picture = Picture.parse(svg);
    for (var element : picture.elements()) {
      assertFalse(List.of("script", "image", "use", "a").contains(element.getTagName()));
      assertTrue(element.getAttribute("href").isEmpty());
    }
    assertFalse(svg.contains("url("));
    assertFalse(svg.contains("NaN") || svg.contains("Infinity"));
    assertEquals(svg, Streams.binomial(steps, Streams.TWO_LEVELS).svg());
  }

  @Test
  void sixteenLevelsAtRandomTimesStaySmall() throws Exception {
    var levels = new ArrayList<Level>();
    for (int i = 0; i < 16; i++) {
      levels.add(Level.of(StorageLocation.level("level-" + i), 60, 1 + i, 1));
    }
    var actions = Streams.noisy(NaiveBinomial.actions(60_000, levels), 11);
    var drawing =
        ScheduleDrawing.ofTrace(new TraceHeader(60_000, "many", levels), actions.iterator());
    String svg = drawing.svg();
    Picture.parse(svg);
    assertTrue(svg.length() < 2_000_000, svg.length() + " characters");
  }

  @Test
  void theLargestSchedulesAndTheSmallestCostsAreDrawn() throws Exception {
    long steps = CheckpointSchedule.MAX_STEPS;
    List<Action> actions =
        List.of(
            new Forward(0, steps, false, true, StorageLocation.TAPE),
            new EndForward(),
            new Action.Reverse(steps, 0, true),
            new Action.EndReverse());
    for (double cost : new double[] {1e-300, 1, 1e280}) {
      var header = new TraceHeader(steps, "all at once", List.of());
      String svg = ScheduleDrawing.of(header, StepCosts.of(cost, 0), actions).svg();
      Picture.parse(svg);
      assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
      assertTrue(svg.contains("1,000,000,000,000,000,000 steps"));
    }
  }

  @Test
  void namesAreText() throws Exception {
    var header = new TraceHeader(10, "a <b> & \"c\" </title><script>", Streams.THREE);
    var drawing =
        ScheduleDrawing.of(header, StepCosts.UNIT, NaiveBinomial.actions(10, Streams.THREE));
    assertTrue(
        Picture.parse(drawing.svg()).texts().contains("a <b> & \"c\" </title><script>, 10 steps"));
  }

  @Test
  void whatBreaksOffIsDrawnAndSaysSo() throws Exception {
    List<Action> actions = NaiveBinomial.actions(10, Streams.THREE).subList(0, 17);
    var header = new TraceHeader(10, "torn", Streams.THREE);
    var texts = Picture.parse(ScheduleDrawing.of(header, StepCosts.UNIT, actions).svg()).texts();
    assertTrue(
        texts.stream().anyMatch(t -> t.contains("breaks off before the end")), texts::toString);
  }

  @Test
  void measuredTimesAreDrawn() throws Exception {
    var header = new TraceHeader(10, "run", Streams.THREE);
    var timed = new ArrayList<TimedAction>();
    long now = 0;
    for (Action action : NaiveBinomial.actions(10, Streams.THREE)) {
      // Each begins after 2 ms, and would last 3: the next one cuts it off, but not the last.
      timed.add(new TimedAction(action, now, 3_000_000, 1 << 20));
      now += 2_000_000;
    }
    var texts = Picture.parse(ScheduleDrawing.ofTrace(header, timed.iterator()).svg()).texts();
    assertTrue(
        texts.stream().anyMatch(t -> t.endsWith("40 actions, 81 ms, 40 MiB moved")),
        texts::toString);
    assertTrue(texts.contains("time, milliseconds"));
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    List<Action> actions = NaiveBinomial.actions(10, Streams.THREE);
    var header = new TraceHeader(10, "binomial", Streams.THREE);
    var few = new TraceHeader(10, "binomial", List.of(Level.free(StorageLocation.RAM, 2)));
    assertThrows(
        IllegalScheduleException.class, () -> ScheduleDrawing.of(few, StepCosts.UNIT, actions));
    assertThrows(
        InvalidArgumentException.class,
        () -> ScheduleDrawing.of(header, StepCosts.of(0, 0), actions));
    assertThrows(
        InvalidArgumentException.class,
        () -> ScheduleDrawing.of(header, StepCosts.UNIT, List.of()));
    var huge = new StepCosts(new BigDecimal("1e400"), BigDecimal.ONE);
    assertThrows(InvalidArgumentException.class, () -> ScheduleDrawing.of(header, huge, actions));
  }
}

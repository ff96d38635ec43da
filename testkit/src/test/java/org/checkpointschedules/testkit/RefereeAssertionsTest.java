package org.checkpointschedules.testkit;

import static org.checkpointschedules.testkit.RefereeAssertions.assertLegal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.IllegalScheduleException;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Test;

/// The sceptic: schedules that are wrong in one way, each of which must be found out.
class RefereeAssertionsTest {
  private static final RecordedSchedule GOOD = recorded("multistage_n10_r1_d2_maximum.txt");

  private static RecordedSchedule recorded(String name) {
    return GoodStream.all().stream()
        .filter(stream -> stream.name().equals(name))
        .map(RecordedSchedule::of)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void acceptsEveryGoodStream() {
    for (GoodStream stream : GoodStream.all()) {
      var schedule = RecordedSchedule.of(stream);
      var counts = assertLegal(schedule, StepCosts.UNIT);
      assertEquals(stream.actions().size(), counts.actions());
    }
  }

  @Test
  void findsADroppedDelete() {
    int last = GOOD.actions().size() - 1;
    while (!(GOOD.actions().get(last) instanceof Action.Copy)) {
      last--;
    }
    var copy = (Action.Copy) GOOD.actions().get(last);
    assertTrue(copy.delete());
    var actions = new ArrayList<>(GOOD.actions());
    actions.set(last, new Action.Copy(copy.n(), copy.from(), copy.to(), false));
    finds("every level must be empty", withActions(actions));
  }

  @Test
  void findsALevelTooSmall() {
    for (int k = 0; k < GOOD.levels().size(); k++) {
      var levels = new ArrayList<>(GOOD.levels());
      levels.set(k, Level.free(levels.get(k).location(), levels.get(k).slots() - 1));
      finds(
          "slots, of which",
          new RecordedSchedule(GOOD.steps(), levels, false, GOOD.actions(), GOOD.forecast()));
    }
  }

  @Test
  void findsEntriesKeptAgainstItsWord() {
    var copying = recorded("singledisk_copy_n3.txt");
    finds(
        "every level must be empty",
        new RecordedSchedule(
            copying.steps(), copying.levels(), false, copying.actions(), copying.forecast()));
  }

  @Test
  void findsAWrongCost() {
    Forecast f = GOOD.forecast();
    var dearer = f.cost().add(new BigDecimal("0.0001"));
    var schedule = withForecast(f.forwardSteps(), f.adjointSteps(), f.actions(), dearer);
    assertLegal(schedule);
    var found = assertThrows(AssertionError.class, () -> assertLegal(schedule, StepCosts.UNIT));
    assertTrue(found.getMessage().contains("cost: forecast"), found.getMessage());
  }

  @Test
  void findsEveryWrongFigureOfTheForecast() {
    Forecast f = GOOD.forecast();
    OptionalLong oneMore = OptionalLong.of(f.actions().orElseThrow() + 1);
    finds(
        "forwardSteps: forecast",
        withForecast(
            f.forwardSteps().add(BigInteger.ONE), f.adjointSteps(), f.actions(), f.cost()));
    finds(
        "adjointSteps: forecast",
        withForecast(f.forwardSteps(), f.adjointSteps() - 1, f.actions(), f.cost()));
    finds("actions: forecast", withForecast(f.forwardSteps(), f.adjointSteps(), oneMore, f.cost()));
    f.levels()
        .forEach((level, t) -> {
          long writes = t.writes().orElseThrow();
          long reads = t.reads().orElseThrow();
          long peak = t.peak().orElseThrow();
          finds("writes." + level, withTraffic(level, writes + 1, reads, peak));
          finds("reads." + level, withTraffic(level, writes, reads - 1, peak));
          finds("peak." + level, withTraffic(level, writes, reads, peak - 1));
        });
  }

  @Test
  void findsASecondPassThatDiffers() {
    var passes = new AtomicInteger();
    var oneShort = GOOD.actions().subList(0, GOOD.actions().size() - 1);
    finds(
        "a second pass",
        new Altered(GOOD) {
          @Override
          public Iterator<Action> iterator() {
            return (passes.getAndIncrement() % 2 == 0 ? oneShort : GOOD.actions()).iterator();
          }
        });
    Iterator<Action> shared = GOOD.iterator();
    finds(
        "second pass",
        new Altered(GOOD) {
          @Override
          public Iterator<Action> iterator() {
            return shared;
          }
        });
  }

  @Test
  void findsAStreamThatWasOpenedWrongly() {
    finds("holds []", opened(List.of(), null, 0));
    finds("peak", opened(null, GOOD.forecast(), 0));
    finds("ends before", opened(null, null, 2));
  }

  @Test
  void watchingRefusesTheActionBeforeItIsHandedOut() {
    var actions = new ArrayList<>(GOOD.actions());
    actions.set(8, new Action.Reverse(9, 8, true));
    var seen = new ArrayList<Action>();
    var refusal =
        assertThrows(
            IllegalScheduleException.class,
            () -> ScheduleReferee.watch(withActions(actions)).forEach(seen::add));
    assertEquals(9, refusal.actionNumber());
    assertEquals(actions.subList(0, 8), seen);
  }

  @Test
  void watchingRefusesAWrongEndWithTheLastAction() {
    var cut = GOOD.actions().subList(0, GOOD.actions().size() - 1);
    var seen = new ArrayList<Action>();
    assertThrows(
        IllegalScheduleException.class,
        () -> ScheduleReferee.watch(withActions(cut)).forEach(seen::add));
    assertEquals(cut.size() - 1, seen.size());
    assertThrows(
        IllegalScheduleException.class,
        () -> ScheduleReferee.watch(withActions(List.of())).iterator());
  }

  @Test
  void watchingChangesNothing() {
    CheckpointSchedule watched = ScheduleReferee.watch(GOOD);
    assertLegal(watched, StepCosts.UNIT);
    var seen = new ArrayList<Action>();
    watched.forEach(seen::add);
    assertEquals(GOOD.actions(), seen);
    assertEquals(GOOD.forecast(), watched.forecast());
  }

  private static void finds(String what, CheckpointSchedule schedule) {
    var found = assertThrows(AssertionError.class, () -> assertLegal(schedule));
    assertTrue(found.getMessage().contains(what), found.getMessage());
  }

  private static RecordedSchedule withActions(List<Action> actions) {
    return new RecordedSchedule(GOOD.steps(), GOOD.levels(), false, actions, GOOD.forecast());
  }

  private static RecordedSchedule withForecast(
      BigInteger forwardSteps, long adjointSteps, OptionalLong actions, BigDecimal cost) {
    Forecast f = GOOD.forecast();
    return withForecast(
        new Forecast(
            forwardSteps,
            adjointSteps,
            actions,
            f.levels(),
            f.peakTape(),
            cost,
            f.optimal(),
            f.lowerBound()));
  }

  private static RecordedSchedule withTraffic(
      StorageLocation level, long writes, long reads, long peak) {
    Forecast f = GOOD.forecast();
    var levels = new LinkedHashMap<>(f.levels());
    levels.put(level, Forecast.Traffic.of(writes, reads, peak));
    return withForecast(
        new Forecast(
            f.forwardSteps(),
            f.adjointSteps(),
            f.actions(),
            levels,
            f.peakTape(),
            f.cost(),
            f.optimal(),
            f.lowerBound()));
  }

  private static RecordedSchedule withForecast(Forecast forecast) {
    return new RecordedSchedule(GOOD.steps(), GOOD.levels(), false, GOOD.actions(), forecast);
  }

  /// The good schedule, opened wrongly in one respect.
  private static CheckpointSchedule opened(
      List<ActionStream.Entry> held, Forecast remaining, int skipped) {
    return new Altered(GOOD) {
      @Override
      public ActionStream open(long adjointPosition) {
        ActionStream right = GOOD.open(adjointPosition);
        for (int i = 0; i < skipped && right.hasNext(); i++) {
          right.next();
        }
        return new RecordedSchedule.Stream(
            held == null ? right.held() : held,
            remaining == null ? right.remaining() : remaining,
            right);
      }
    };
  }

  private abstract static class Altered implements CheckpointSchedule {
    private final CheckpointSchedule original;

    Altered(CheckpointSchedule original) {
      this.original = original;
    }

    @Override
    public String name() {
      return "altered";
    }

    @Override
    public long steps() {
      return original.steps();
    }

    @Override
    public List<Level> levels() {
      return original.levels();
    }

    @Override
    public Forecast forecast() {
      return original.forecast();
    }

    @Override
    public Iterator<Action> iterator() {
      return original.iterator();
    }

    @Override
    public ActionStream open(long adjointPosition) {
      return original.open(adjointPosition);
    }
  }
}

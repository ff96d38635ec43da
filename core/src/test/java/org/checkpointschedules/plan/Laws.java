package org.checkpointschedules.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StorageLocation;

/// What holds for every schedule.
public final class Laws {
  private Laws() {}

  /// The schedule is legal, and does exactly what it forecast.
  public static void forecastIsCounted(CheckpointSchedule schedule) {
    Counts counts = ScheduleReferee.check(schedule);
    assertEquals(List.of(), schedule.forecast().differences(counts), () -> description(schedule));
  }

  /// Opened wherever the adjoint stands, the schedule goes on as its replay does, holds what the
  /// replay holds, and forecasts exactly what remains.
  public static void opensAsReplayed(CheckpointSchedule schedule) {
    List<Action> actions = all(schedule.iterator(), schedule);
    Set<Entry> held = new HashSet<>();
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      play(action, held);
      long position =
          switch (action) {
            case EndForward _ -> schedule.steps();
            case Reverse reverse -> reverse.n1();
            default -> -1;
          };
      if (position < 0) {
        continue;
      }
      ActionStream stream = schedule.open(position);
      String where = description(schedule) + " at " + position;
      assertEquals(held, new HashSet<>(stream.held()), where);
      assertEquals(held.size(), stream.held().size(), where);
      for (int e = 1; e < stream.held().size(); e++) {
        long before = stream.held().get(e - 1).step();
        long after = stream.held().get(e).step();
        assertEquals(true, before <= after, where + ": held out of order");
      }
      List<Action> rest = all(stream, schedule);
      assertEquals(actions.subList(i + 1, actions.size()), rest, where);
      assertEquals(
          List.of(), stream.remaining().differences(counts(schedule, held, rest, action)), where);
    }
  }

  /// All actions; a stream that does not end fails here.
  private static List<Action> all(Iterator<Action> stream, CheckpointSchedule schedule) {
    var actions = new ArrayList<Action>();
    while (stream.hasNext()) {
      assertTrue(actions.size() < 100 * (schedule.steps() + 1), () -> description(schedule));
      actions.add(stream.next());
    }
    return actions;
  }

  private static void play(Action action, Set<Entry> held) {
    if (action instanceof Forward f && f.storage().isLevel()) {
      held.add(new Entry(f.storage(), f.n0(), f.writeIcs(), f.writeAdjDeps()));
    } else if (action instanceof Copy c && c.delete()) {
      held.removeIf(entry -> entry.location().equals(c.from()) && entry.step() == c.n());
    }
  }

  private static Counts counts(
      CheckpointSchedule schedule, Set<Entry> heldAtFirst, List<Action> rest, Action before) {
    Set<Entry> held = new HashSet<>(heldAtFirst);
    Map<StorageLocation, Long> writes = new HashMap<>();
    Map<StorageLocation, Long> reads = new HashMap<>();
    Map<StorageLocation, Long> peak = new HashMap<>();
    long forward = 0;
    long adjoint = 0;
    // Right after EndForward the tape holds what the first Reverse clears.
    long tape =
        before instanceof EndForward && !rest.isEmpty() && rest.getFirst() instanceof Reverse r
            ? r.steps()
            : 0;
    long peakTape = tape;
    raise(peak, held);
    for (int i = 0; i < rest.size(); i++) {
      Action action = rest.get(i);
      play(action, held);
      if (action instanceof Forward) {
        raise(peak, held);
      }
      switch (action) {
        case Forward f -> {
          forward += f.steps();
          if (f.storage().isLevel()) {
            writes.merge(f.storage(), 1L, Long::sum);
          } else if (f.writeAdjDeps()) {
            tape += f.steps();
          }
        }
        case Copy c -> {
          reads.merge(c.from(), 1L, Long::sum);
          if (rest.get(i + 1) instanceof Reverse) {
            tape++;
          }
        }
        case Reverse r -> {
          adjoint += r.steps();
          tape -= r.steps();
        }
        default -> {}
      }
      peakTape = Math.max(peakTape, tape);
    }
    peak.put(StorageLocation.TAPE, peakTape);
    return new Counts(forward, adjoint, rest.size(), writes, reads, peak);
  }

  private static void raise(Map<StorageLocation, Long> peak, Set<Entry> held) {
    Map<StorageLocation, Long> now = new HashMap<>();
    held.forEach(entry -> now.merge(entry.location(), 1L, Long::sum));
    now.forEach((place, count) -> peak.merge(place, count, Math::max));
  }

  static String description(CheckpointSchedule schedule) {
    return schedule.name() + " of " + schedule.steps() + " steps on " + schedule.levels();
  }
}

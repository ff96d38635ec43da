package org.checkpointschedules.choose;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StorageLocation;

// A run has two phases, the forward until its end and the reverse. In each the model is busy for
//
//     C = steps x their times + entries put and got x what that costs the model
//         + states put and entries got x what the step after that takes longer
//         + actions x what the executor adds
//
// and every level l in the background for I_l = writes x write + reads x read. A phase takes
//
//     T = C + W,      W >= max(drag x sum of I_l,  max of I_l - C),
//
// where W is what the model waits and is slowed down. Without levels in the background W = 0, and
// all of this is exact. Otherwise W depends on how reads and steps follow each other, and comes
// from playing the actions (Playout): all of them where they are no more than MOST_PLAYED, and else
// the first of the forward, and of the reverse pieces of equal length, begun at places spread
// evenly over the adjoint. W is then w x sum of I_l with w as in what was played. Where a schedule
// holds more than MOST_HELD entries, W is the bound above.
//
// How steps and entries divide among the phases follows from the forecast alone:
//
//  * The forward passes every step once. Of the forecast's F forward steps n record; so at most
//    F - n of those in the first pass do not, and not more than n - 1. (Revolve: n - 1 plain, one
//    recorded. Store-all: n recorded.)
//  * At its end the levels are as full as they ever are, since every schedule here stores on its
//    way whatever it has room for: `peak` entries are written in the forward, the rest in the
//    reverse, where all reads are.
//  * Slots are used for the first time in the forward: `peak` times `fresh`.
//
// Transfers of a data entry take a state entry's times the ratio of their bytes. The limits of this
// model: a level whose speed varies (a page cache that fills up) is taken at the median.

/// Predicts what a run takes, from a schedule and measured figures; in time that does not grow with
/// the number of steps.
final class Predictor {
  /// Actions that are played, in all; some milliseconds.
  private static final int MOST_PLAYED = 16_384;

  /// Pieces of the reverse, where not all of it is played.
  private static final int PIECES = 16;

  /// Of so many entries a piece can be told what is held at its start.
  private static final long MOST_HELD = 50_000;

  private final RunFigures figures;
  private final double dataRatio;

  Predictor(RunFigures figures) {
    this.figures = figures;
    dataRatio = (double) figures.adjointBytes() / figures.stateBytes();
  }

  /// How the entries of a level divide by what they hold.
  ///
  /// @param states entries of restart data written, read
  /// @param data entries of adjoint data written, read
  private record Entries(
      long statesWritten, long statesRead, long dataWritten, long dataRead, long peak) {

    static Entries of(Forecast forecast, Forecast.Traffic traffic, Contents contents) {
      long writes = traffic.writes().orElseThrow();
      long reads = traffic.reads().orElseThrow();
      long peak = traffic.peak().orElseThrow();
      return switch (contents) {
        case NONE, STATES -> new Entries(writes, reads, 0, 0, peak);
        case DATA -> new Entries(0, 0, writes, reads, peak);
        case EITHER -> {
          // MixedCheckpointSchedule takes 3 n + 1 actions and one more for each advance from
          // restart
          // data, each of which reads them; all other reads are of adjoint data, written once each.
          long n = forecast.adjointSteps();
          long advances = forecast.actions().orElseThrow() - 3 * n - 1;
          long data = Math.max(0, n - 1 - advances);
          yield new Entries(writes - data, reads - data, data, data, peak);
        }
      };
    }

    double written(double dataRatio) {
      return statesWritten + dataRatio * dataWritten;
    }

    double read(double dataRatio) {
      return statesRead + dataRatio * dataRead;
    }

    double put(LevelFigures level) {
      return statesWritten * level.put().seconds() + dataWritten * level.putData().seconds();
    }

    double get(LevelFigures level) {
      return statesRead * level.get().seconds() + dataRead * level.getData().seconds();
    }

    /// How often a copy comes before a step; adjoint data are written by the step itself.
    double interruptions() {
      return (double) statesWritten + statesRead + dataRead;
    }

    /// The share of what is written that is written in the forward.
    double first() {
      long all = statesWritten + dataWritten;
      return all == 0 ? 0 : (double) Math.min(peak, all) / all;
    }
  }

  /// The same levels as these, as this predictor knows them.
  List<LevelFigures> levels(List<LevelFigures> used) {
    return used.stream().map(level -> figures.level(level.location()).orElseThrow()).toList();
  }

  Prediction predict(CheckpointSchedule schedule, Contents contents, List<LevelFigures> used) {
    Forecast forecast = schedule.forecast();
    double n = forecast.adjointSteps();
    double plain = forecast.forwardSteps().doubleValue() - n;
    double firstPlain = Math.min(plain, n - 1);
    double recordedFirst = n - firstPlain;
    double step = figures.forward().seconds();
    double record = figures.record().seconds();
    double forward = firstPlain * step + recordedFirst * record;
    double reverse =
        (plain - firstPlain) * step
            + (n - recordedFirst) * record
            + n * figures.adjoint().seconds();
    double forwardActions = 2;
    double forwardIo = 0;
    double reverseIo = 0;
    double forwardMost = 0;
    double reverseMost = 0;
    for (LevelFigures level : used) {
      var entries = Entries.of(forecast, forecast.levels().get(level.location()), contents);
      double written = entries.written(dataRatio);
      double first = entries.first() * written;
      double read = entries.read(dataRatio);
      forwardActions += entries.peak();
      double put = entries.put(level);
      forward += entries.first() * put;
      reverse += (1 - entries.first()) * put + entries.get(level);
      double statesFirst = entries.first() * entries.statesWritten();
      forward += statesFirst * figures.afterCopy().seconds();
      reverse += (entries.interruptions() - statesFirst) * figures.afterCopy().seconds();
      if (level.background()) {
        // A file to be made, whatever will be in it.
        double fresh = entries.peak() * level.fresh().seconds();
        double there = first * level.write().seconds() + fresh;
        double back = (written - first) * level.write().seconds() + read * level.read().seconds();
        forwardIo += there;
        reverseIo += back;
        forwardMost = Math.max(forwardMost, there);
        reverseMost = Math.max(reverseMost, back);
      } else {
        forward += first * level.fresh().seconds();
      }
    }
    // Working storage beyond the first step is memory never used before.
    double freshTape = (forecast.peakTape().orElseThrow() - 1) * dataRatio;
    forward +=
        freshTape
            * figures.level(StorageLocation.RAM).map(ram -> ram.fresh().seconds()).orElse(0.0);
    double actions = forecast.actions().orElse(4 * forecast.adjointSteps());
    forwardActions = Math.min(forwardActions, actions);
    forward += forwardActions * figures.action().seconds();
    reverse += (actions - forwardActions) * figures.action().seconds();
    var least =
        new Waits(
            Math.max(figures.drag() * forwardIo, forwardMost - forward),
            Math.max(figures.drag() * reverseIo, reverseMost - reverse));
    Waits waits = least;
    if (used.stream().anyMatch(LevelFigures::background)) {
      long held = used.stream().mapToLong(level -> peak(forecast, level)).sum();
      if (actions <= MOST_PLAYED) {
        waits = played(schedule, used);
      } else if (held <= MOST_HELD) {
        waits = sampled(schedule, used, forwardIo, reverseIo).orMore(least);
      }
    }
    double forwardSeconds = forward + Math.max(0, waits.forward());
    double reverseSeconds = reverse + Math.max(0, waits.reverse());
    double exposed = forwardSeconds - forward + reverseSeconds - reverse;
    boolean slow = used.stream().anyMatch(level -> !level.location().equals(StorageLocation.RAM));
    double start = slow ? figures.start().seconds() : 0;
    double seconds = start + forwardSeconds + reverseSeconds;
    return new Prediction(
        seconds,
        seconds,
        seconds,
        forwardSeconds,
        reverseSeconds,
        Math.max(0, forwardIo + reverseIo - exposed),
        exposed);
  }

  /// What the model waits and is slowed down, by phase.
  private record Waits(double forward, double reverse) {
    Waits orMore(Waits least) {
      return new Waits(Math.max(forward, least.forward), Math.max(reverse, least.reverse));
    }
  }

  private Waits played(CheckpointSchedule schedule, List<LevelFigures> used) {
    var clocks = new Playout(figures, used, List.of());
    Iterator<Action> actions = schedule.iterator();
    clocks.play(forward(actions));
    double forward = clocks.seconds() - clocks.computed();
    clocks.play(next(actions, MOST_PLAYED));
    return new Waits(forward, clocks.seconds() - clocks.computed() - forward);
  }

  private Waits sampled(
      CheckpointSchedule schedule, List<LevelFigures> used, double forwardIo, double reverseIo) {
    var clocks = new Playout(figures, used, List.of());
    clocks.play(forward(schedule.iterator()));
    double forward = share(clocks.seconds() - clocks.computed(), clocks.worked());
    double waited = 0;
    double worked = 0;
    for (int piece = 0; piece < PIECES; piece++) {
      long position = (long) (schedule.steps() * ((PIECES - piece) / (double) PIECES));
      ActionStream stream = schedule.open(position);
      var part = new Playout(figures, used, stream.held());
      part.play(next(stream, MOST_PLAYED / PIECES));
      waited += part.seconds() - part.computed();
      worked += part.worked();
    }
    return new Waits(forward * forwardIo, share(waited, worked) * reverseIo);
  }

  private static List<Action> forward(Iterator<Action> actions) {
    var forward = new ArrayList<Action>();
    while (forward.size() < MOST_PLAYED && actions.hasNext()) {
      Action action = actions.next();
      forward.add(action);
      if (action instanceof EndForward) {
        break;
      }
    }
    return forward;
  }

  private static List<Action> next(Iterator<Action> actions, int most) {
    var next = new ArrayList<Action>();
    while (next.size() < most && actions.hasNext()) {
      next.add(actions.next());
    }
    return next;
  }

  private static double share(double waited, double worked) {
    return worked == 0 ? 0 : waited / worked;
  }

  private static long peak(Forecast forecast, LevelFigures level) {
    return forecast.levels().get(level.location()).peak().orElseThrow();
  }

  /// Bytes written and read, by level.
  Map<StorageLocation, BigInteger> moved(
      Forecast forecast, Contents contents, List<LevelFigures> used) {
    var moved = new LinkedHashMap<StorageLocation, BigInteger>();
    for (LevelFigures level : used) {
      var entries = Entries.of(forecast, forecast.levels().get(level.location()), contents);
      moved.put(
          level.location(),
          Room.times(entries.statesWritten() + entries.statesRead(), figures.stateBytes())
              .add(Room.times(entries.dataWritten() + entries.dataRead(), figures.adjointBytes())));
    }
    return moved;
  }
}

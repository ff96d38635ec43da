package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.RAM;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.Timing;
import org.checkpointschedules.store.Stores;

/// Measures what a run is made of, with the model, the levels and the executor that it will have:
/// short schedules are played in full, many times, and their phases divided by their counts; slow
/// levels are written and read besides.
///
/// What distorts such figures, and what is done about it. *A cold JVM:* rounds go on until it has
/// next to nothing left to compile, and the first half of those measured counts for nothing. *Steps
/// that differ along the run*, such as those of a wave that spreads: it is measured in several
/// places, as far as the forward comes in a second or so. *Fresh memory and files:* a slot's first
/// use is told from later ones. *Caches:* as many entries are gone through as fit into [#MEMORY].
/// *Disturbance:* medians. *The page cache:* entries of less than 1 MiB go through it, as in the
/// run; a run that overfills it is slower than predicted.
final class Calibration {
  /// What a rehearsal may take of memory or disk, unless three entries take more.
  private static final long MEMORY = 64L << 20;

  private static final int MOST_CHECKPOINTS = 64;
  private static final int MOST_GAP = 8;
  private static final int PLACES = 5;

  /// How long steps and memory are measured in one place, and each slow level.
  private static final long STEP_NANOS = 400_000_000;

  private static final long LEVEL_NANOS = 200_000_000;

  /// How long the JVM may compile before anything is measured.
  private static final long WARM_UP_NANOS = 2_500_000_000L;

  /// How long the forward is run to get to later places.
  private static final double TRAVEL_SECONDS = 1.5;

  /// Each opens the levels anew.
  private static final int FRESH_SESSIONS = 3;

  private static final double SECONDS = 1e-9;

  private final RunSettings settings;
  private final StorageLocation onHeap;
  private final BiFunction<Levels, PhaseClock, Machine> assemble;
  private final long stateBytes;
  private final long adjointBytes;
  private final long steps;

  /// @param onHeap a level whose data the machine keeps on the heap, or null
  /// @param steps how many steps the model has
  Calibration(
      RunSettings settings,
      StorageLocation onHeap,
      BiFunction<Levels, PhaseClock, Machine> assemble,
      long stateBytes,
      long adjointBytes,
      long steps) {
    this.settings = settings;
    this.onHeap = onHeap;
    this.assemble = assemble;
    this.stateBytes = stateBytes;
    this.adjointBytes = adjointBytes;
    this.steps = steps;
  }

  static void requireSteps(long steps) {
    if (steps < 2 || steps > CheckpointSchedule.MAX_STEPS) {
      throw new InvalidArgumentException("steps", steps, "2 to " + CheckpointSchedule.MAX_STEPS);
    }
  }

  /// @param slow the levels other than memory
  RunFigures measure(List<StorageLocation> slow) {
    var places = new ArrayList<Level>();
    // Beside the checkpoints, the state that the rehearsals start from.
    places.add(Level.free(RAM, MOST_CHECKPOINTS + 1));
    slow.forEach(level -> places.add(Level.free(level, MOST_CHECKPOINTS)));
    Measured warm;
    try (var bench = new Bench(places)) {
      warm = measure(bench, slow);
    }
    var fresh = new LinkedHashMap<StorageLocation, Samples>();
    fresh.put(RAM, new Samples());
    slow.forEach(level -> fresh.put(level, new Samples()));
    var start = new Samples();
    for (int session = 0; session < FRESH_SESSIONS; session++) {
      long begin = System.nanoTime();
      var bench = new Bench(places);
      long opened = System.nanoTime();
      long done;
      try (bench) {
        bench.steps(warm.schedule()).playFresh(fresh.get(RAM));
        for (StorageLocation level : slow) {
          bench.level(level, warm.entries()).playFresh(fresh.get(level));
        }
        done = System.nanoTime();
      }
      start.add(SECONDS * (opened - begin + System.nanoTime() - done));
    }
    return figures(warm, fresh, start.timing());
  }

  /// Open levels, with a machine on them.
  private final class Bench implements AutoCloseable {
    final PhaseClock clock = new PhaseClock();
    final FlightRecord flight = new FlightRecord();
    final List<Level> places;
    final Levels levels;
    final Machine machine;
    final ShiftedMachine shifted;

    Bench(List<Level> places) {
      this.places = places;
      var locations = new HashSet<StorageLocation>();
      places.forEach(level -> locations.add(level.location()));
      levels =
          Levels.open(
              settings
                  .withSchedule(new RehearsalSchedule(places, MOST_CHECKPOINTS, 1))
                  .only(locations),
              onHeap,
              flight.run());
      machine = assemble.apply(levels, clock);
      shifted = new ShiftedMachine(machine, clock, steps);
    }

    /// Nanoseconds of a step, the quickest of those that a fraction of the time allows: the first
    /// in a cold JVM takes a thousand times as long as the next.
    long firstSteps() {
      long until = System.nanoTime() + STEP_NANOS / 10;
      long least = Long.MAX_VALUE;
      do {
        least = Math.min(least, shifted.advanceFromBase(1));
      } while (System.nanoTime() < until);
      return least;
    }

    StepRehearsal steps(RehearsalSchedule schedule) {
      return new StepRehearsal(shifted, clock, flight, schedule);
    }

    LevelRehearsal level(StorageLocation location, int entries) {
      return new LevelRehearsal(
          location, levels.store(location), machine, shifted, clock, entries, steps);
    }

    @Override
    public void close() {
      try (levels;
          machine) {
        shifted.close();
      }
    }
  }

  /// @param entries how many were gone through on slow levels
  /// @param weights of the places in which steps were measured
  private record Measured(
      RehearsalSchedule schedule,
      int entries,
      StepRehearsal steps,
      double[] weights,
      Map<StorageLocation, LevelRehearsal> levels) {}

  private Measured measure(Bench bench, List<StorageLocation> slow) {
    long step = bench.firstSteps();
    RehearsalSchedule schedule = affordable(bench, step);
    StepRehearsal rehearsal = bench.steps(schedule);
    int least = Levels.STAGING_BUFFERS + 1;
    int most = Math.clamp(steps, least, MOST_CHECKPOINTS);
    int entries = Math.clamp(MEMORY / stateBytes, least, most);
    var slowly = new LinkedHashMap<StorageLocation, LevelRehearsal>();
    slow.forEach(level -> slowly.put(level, bench.level(level, entries)));
    if (step < STEP_NANOS / 10) {
      rehearsal.warmUp(WARM_UP_NANOS);
    }
    long begin = System.nanoTime();
    rehearsal.play(STEP_NANOS);
    boolean quick = System.nanoTime() - begin < 3 * STEP_NANOS;
    long last = steps - 1 - schedule.steps();
    double affordable = TRAVEL_SECONDS / Math.max(1e-9, rehearsal.lastForward());
    long reach = quick ? (long) Math.min(last, affordable) : 0;
    int stops = reach > 0 ? PLACES : 1;
    for (int place = 0; place < stops; place++) {
      if (place > 0) {
        bench.shifted.moveTo(reach / (PLACES - 1) * place);
        rehearsal.play(STEP_NANOS);
      }
      for (LevelRehearsal level : slowly.values()) {
        level.play(LEVEL_NANOS, rehearsal.lastForward());
      }
    }
    return new Measured(
        schedule, entries, rehearsal, weights(stops, (double) reach / Math.max(1, last)), slowly);
  }

  /// The mean over the part of the run that was reached, by the trapezoidal rule; the rest is as
  /// the last place was.
  private static double[] weights(int places, double reached) {
    var weights = new double[places];
    for (int i = 1; i < places; i++) {
      weights[i - 1] += reached / 2 / (places - 1);
      weights[i] += reached / 2 / (places - 1);
    }
    weights[places - 1] += 1 - (places == 1 ? 0 : reached);
    return weights;
  }

  /// As much of the mix as there are steps and memory for, and as takes no longer than a fraction
  /// of the time, judged by first steps.
  private RehearsalSchedule affordable(Bench bench, double step) {
    List<Level> places = bench.places;
    int gap = (int) Math.min(MOST_GAP, steps - 2);
    if (gap < 1) {
      return new RehearsalSchedule(places, 0, 1);
    }
    long memory = Math.clamp(MEMORY / stateBytes, 1, MOST_CHECKPOINTS);
    long checkpoints = Math.min(memory, (steps - 2) / gap);
    while (checkpoints * (gap + 8.0) * gap / 2 * step > STEP_NANOS / 10.0
        && (checkpoints > 1 || gap > 2)) {
      if (checkpoints > 1) {
        checkpoints /= 2;
      } else {
        gap /= 2;
      }
    }
    return new RehearsalSchedule(places, (int) checkpoints, gap);
  }

  private RunFigures figures(Measured measured, Map<StorageLocation, Samples> fresh, Timing start) {
    double[] weights = measured.weights();
    StepRehearsal rehearsal = measured.steps();
    var levels = new ArrayList<LevelFigures>();
    levels.add(
        new LevelFigures(
            RAM,
            stateBytes,
            adjointBytes,
            0,
            rehearsal.put(weights),
            rehearsal.get(weights),
            rehearsal.putData(weights),
            rehearsal.getData(weights),
            Timing.NONE,
            Timing.NONE,
            beyond(fresh.get(RAM), rehearsal.put(weights)),
            Timing.NONE));
    double drag = 0;
    for (var entry : measured.levels().entrySet()) {
      levels.add(figures(entry.getKey(), entry.getValue(), fresh.get(entry.getKey())));
      drag = Math.max(drag, Math.min(1, entry.getValue().drag().seconds()));
    }
    return new RunFigures(
        stateBytes,
        adjointBytes,
        rehearsal.forward(weights),
        rehearsal.record(weights),
        rehearsal.adjoint(weights),
        rehearsal.action(weights),
        rehearsal.afterCopy(weights),
        start,
        drag,
        levels);
  }

  private LevelFigures figures(StorageLocation location, LevelRehearsal rehearsal, Samples fresh) {
    boolean files = !settings.stores().containsKey(location);
    long largest = Stores.slotBytes(Math.max(stateBytes, adjointBytes));
    int buffers = settings.overlap() ? Levels.STAGING_BUFFERS : files ? 1 : 0;
    return new LevelFigures(
        location,
        files ? Stores.slotBytes(stateBytes) : stateBytes,
        files ? Stores.slotBytes(adjointBytes) : adjointBytes,
        buffers * largest,
        rehearsal.put(),
        rehearsal.get(),
        rehearsal.putData(),
        rehearsal.getData(),
        rehearsal.write(),
        rehearsal.reading(),
        beyond(fresh, rehearsal.put(), rehearsal.write()),
        rehearsal.handOver());
  }

  /// What the first use of a slot takes longer than later ones.
  private static Timing beyond(Samples fresh, Timing... again) {
    double more = fresh.timing().seconds();
    for (Timing timing : again) {
      more -= timing.seconds();
    }
    return Timing.of(Math.max(0, more));
  }
}

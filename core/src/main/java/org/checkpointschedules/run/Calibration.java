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
/// What distorts such figures, and what is done about it. *A cold JVM:* rounds go on for a while, and
/// the first half of them counts for nothing. *Steps that differ along the run*, such as those of a
/// wave that spreads: it is measured in several places, as far as the forward comes in a second or
/// so. *Fresh memory and files:* a slot's first use is told from later ones. *Caches:* as many entries
/// are gone through as fit into [#MEMORY]. *Disturbance:* medians. *The page cache:* entries of less
/// than 1 MiB go through it, as in the run; a run that overfills it is slower than predicted.
final class Calibration {
  /// What a rehearsal may take of memory or disk, unless two entries take more.
  private static final long MEMORY = 64L << 20;

  private static final int MOST_CHECKPOINTS = 64;
  private static final int MOST_GAP = 8;
  private static final int PLACES = 5;

  /// How long steps and memory are measured in one place, and each slow level.
  private static final long STEP_NANOS = 400_000_000;

  private static final long LEVEL_NANOS = 200_000_000;

  /// How long the forward is run to get to later places.
  private static final double TRAVEL_SECONDS = 1.5;

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
    var all = new HashSet<>(slow);
    all.add(RAM);
    RunSettings here =
        settings.withSchedule(new RehearsalSchedule(places, MOST_CHECKPOINTS, 1)).only(all);
    var clock = new PhaseClock();
    long begin = System.nanoTime();
    long opened;
    long done;
    Measured measured;
    try (Levels levels = Levels.open(here, onHeap);
        Machine machine = assemble.apply(levels, clock)) {
      opened = System.nanoTime();
      measured = measure(places, slow, levels, machine, clock);
      done = System.nanoTime();
    }
    double start = SECONDS * (opened - begin + System.nanoTime() - done);
    return figures(measured, Timing.of(start));
  }

  /// @param weights of the places in which steps were measured
  private record Measured(
      StepRehearsal steps, double[] weights, Map<StorageLocation, LevelRehearsal> levels) {}

  private Measured measure(
      List<Level> places,
      List<StorageLocation> slow,
      Levels levels,
      Machine machine,
      PhaseClock clock) {
    try (var shifted = new ShiftedMachine(machine, clock, steps)) {
      RehearsalSchedule schedule = affordable(places, machine);
      var rehearsal = new StepRehearsal(shifted, clock, schedule);
      var slowly = new LinkedHashMap<StorageLocation, LevelRehearsal>();
      int most = Math.clamp(schedule.steps(), 2, MOST_CHECKPOINTS);
      int entries = Math.clamp(MEMORY / stateBytes, 2, most);
      for (StorageLocation level : slow) {
        slowly.put(
            level,
            new LevelRehearsal(level, levels.store(level), shifted, entries, steps));
      }
      long begin = System.nanoTime();
      rehearsal.play(STEP_NANOS);
      boolean quick = System.nanoTime() - begin < 3 * STEP_NANOS;
      long last = steps - 1 - schedule.steps();
      long reach =
          quick
              ? (long) Math.min(last, TRAVEL_SECONDS / Math.max(1e-9, rehearsal.lastForward()))
              : 0;
      int stops = reach > 0 ? PLACES : 1;
      for (int place = 0; place < stops; place++) {
        if (place > 0) {
          shifted.moveTo(reach / (PLACES - 1) * place);
          rehearsal.play(STEP_NANOS);
        }
        for (LevelRehearsal level : slowly.values()) {
          level.play(LEVEL_NANOS, rehearsal.lastForward());
        }
      }
      return new Measured(rehearsal, weights(stops, (double) reach / Math.max(1, last)), slowly);
    }
  }

  /// The mean over the part of the run that was reached, by the trapezoidal rule; the rest is as the
  /// last place was.
  private static double[] weights(int places, double reached) {
    var weights = new double[places];
    for (int i = 1; i < places; i++) {
      weights[i - 1] += reached / 2 / (places - 1);
      weights[i] += reached / 2 / (places - 1);
    }
    weights[places - 1] += 1 - (places == 1 ? 0 : reached);
    return weights;
  }

  /// As much of the mix as there are steps and memory for, and as takes no longer than a fraction of
  /// the time, judged by a first step.
  private RehearsalSchedule affordable(List<Level> places, Machine machine) {
    long before = System.nanoTime();
    machine.advance(0, 1);
    double step = System.nanoTime() - before;
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

  private RunFigures figures(Measured measured, Timing start) {
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
            Timing.NONE,
            Timing.NONE,
            rehearsal.fresh(weights)));
    double drag = 0;
    for (var entry : measured.levels().entrySet()) {
      levels.add(figures(entry.getKey(), entry.getValue()));
      drag = Math.max(drag, entry.getValue().drag().seconds());
    }
    return new RunFigures(
        stateBytes,
        adjointBytes,
        rehearsal.forward(weights),
        rehearsal.record(weights),
        rehearsal.adjoint(weights),
        rehearsal.action(weights),
        start,
        drag,
        levels);
  }

  private LevelFigures figures(StorageLocation location, LevelRehearsal rehearsal) {
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
        rehearsal.write(),
        rehearsal.reading(),
        rehearsal.fresh());
  }
}

package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.RAM;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Timing;

/// Measures steps, memory and the executor by playing a short schedule many times, where the
/// machine stands.
final class StepRehearsal {
  private static final double SECONDS = 1e-9;

  private final ShiftedMachine machine;
  private final PhaseClock clock;
  private final FlightRecord flight;
  private final RehearsalSchedule schedule;

  /// One for each place where it was played.
  private final List<Place> places = new ArrayList<>();

  /// What was measured in one place.
  private static final class Place {
    final Samples forward = new Samples();
    final Samples record = new Samples();
    final Samples adjoint = new Samples();
    final Samples action = new Samples();
    final Samples afterCopy = new Samples();
    final Samples put = new Samples();
    final Samples get = new Samples();
    final Samples putData = new Samples();
    final Samples getData = new Samples();
  }

  StepRehearsal(
      ShiftedMachine machine, PhaseClock clock, FlightRecord flight, RehearsalSchedule schedule) {
    this.flight = flight;
    this.machine = machine;
    this.clock = clock;
    this.schedule = schedule;
  }

  /// Plays until the JVM has next to nothing left to compile, or for so long.
  void warmUp(long nanos) {
    long until = System.nanoTime() + nanos;
    var compilation = new Compilation();
    boolean disturbed;
    do {
      disturbed = compilation.disturbs(() -> play(new Place()));
    } while (disturbed && System.nanoTime() < until);
  }

  /// Plays for so long, twice at least.
  void play(long nanos) {
    var place = new Place();
    places.add(place);
    long begin = System.nanoTime();
    for (int round = 0; round < 2 || System.nanoTime() < begin + nanos * 3 / 4; round++) {
      play(place);
    }
    // Not in turns: slots that change their size are memory never used before.
    if (schedule.checkpoints() > 0) {
      for (int round = 0; round < 2 || System.nanoTime() < begin + nanos; round++) {
        playData(place);
      }
    }
  }

  /// Plays once, on memory never used before: what each store took.
  void playFresh(Samples fresh) {
    var once = new Place();
    play(once);
    if (once.put.count() > 0) {
      fresh.add(once.put.timing().seconds());
    }
  }

  private void play(Place place) {
    machine.takeSweeps();
    Took took = play(schedule);
    long n = took.counts().adjointSteps();
    Sweeps sweeps = machine.takeSweeps();
    double more = SECONDS * sweeps.afterCopyNanos();
    place.forward.add(SECONDS * sweeps.stepNanos());
    place.afterCopy.add(more);
    double record = took.seconds(RunPhase.RECORD) - more * sweeps.recordedAfterCopy();
    place.record.add(Math.max(0, record) / n);
    took.share(place.adjoint, n, RunPhase.ADJOINT);
    took.share(place.action, took.counts().actions(), RunPhase.OTHER);
    // The machine begins with a read of its own.
    took.share(place.get, 1 + took.counts().reads().get(RAM), RunPhase.LOAD);
    took.share(place.put, took.counts().writes().get(RAM), RunPhase.STORE);
  }

  private void playData(Place place) {
    Took took = play(schedule.ofData());
    double read = Math.max(0, took.seconds(RunPhase.LOAD) - place.get.timing().seconds());
    place.getData.add(read / took.counts().reads().get(RAM));
    took.share(place.putData, took.counts().writes().get(RAM), RunPhase.STORE);
  }

  private Took play(RehearsalSchedule schedule) {
    clock.to(RunPhase.OTHER);
    Map<RunPhase, Long> before = clock.byPhase();
    var ledger = new Ledger(schedule.levels(), schedule.forecast(), _ -> {});
    var interpreter =
        new Interpreter(
            schedule,
            null,
            actions -> actions,
            machine,
            ledger,
            clock,
            // Told as an observer of the run would be, whose own time is not known.
            new Observers(List.of(new RunObserver() {}), List.of()),
            () -> 0L,
            flight);
    interpreter.play();
    clock.to(RunPhase.OTHER);
    return new Took(before, clock.byPhase(), ledger.counts(machine.tapePeak()));
  }

  private record Took(Map<RunPhase, Long> before, Map<RunPhase, Long> after, Counts counts) {
    void share(Samples samples, long count, RunPhase... phases) {
      if (count > 0) {
        samples.add(seconds(phases) / count);
      }
    }

    double seconds(RunPhase... phases) {
      long nanos = 0;
      for (RunPhase phase : phases) {
        nanos += after.get(phase) - before.get(phase);
      }
      return SECONDS * nanos;
    }
  }

  /// One forward step in the place played last.
  double lastForward() {
    return places.getLast().forward.timing().seconds();
  }

  Timing forward(double[] weights) {
    return mean(weights, places.stream().map(place -> place.forward.timing()).toList());
  }

  Timing record(double[] weights) {
    return mean(weights, places.stream().map(place -> place.record.timing()).toList());
  }

  Timing adjoint(double[] weights) {
    return mean(weights, places.stream().map(place -> place.adjoint.timing()).toList());
  }

  Timing action(double[] weights) {
    return mean(weights, places.stream().map(place -> place.action.timing()).toList());
  }

  Timing afterCopy(double[] weights) {
    return mean(weights, places.stream().map(place -> place.afterCopy.timing()).toList());
  }

  Timing put(double[] weights) {
    return mean(weights, places.stream().map(place -> place.put.timing()).toList());
  }

  Timing get(double[] weights) {
    return mean(weights, places.stream().map(place -> place.get.timing()).toList());
  }

  Timing putData(double[] weights) {
    return mean(weights, places.stream().map(place -> place.putData.timing()).toList());
  }

  Timing getData(double[] weights) {
    return mean(weights, places.stream().map(place -> place.getData.timing()).toList());
  }

  private static Timing mean(double[] weights, List<Timing> timings) {
    double seconds = 0;
    double lower = 0;
    double upper = 0;
    int samples = 0;
    for (int i = 0; i < weights.length; i++) {
      Timing timing = timings.get(i);
      seconds += weights[i] * timing.seconds();
      lower += weights[i] * timing.lower();
      upper += weights[i] * timing.upper();
      samples += timing.samples();
    }
    return new Timing(seconds, Math.min(lower, seconds), Math.max(upper, seconds), samples);
  }
}

package org.checkpointschedules.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.StorageLocation;

/// One run from its first store to its last file: opens, plays, cleans up whatever happened,
/// reports.
final class Execution {
  private Execution() {}

  /// @param onHeap a level whose data the machine keeps on the heap, or null
  /// @param assemble makes the machine on the open levels
  static RunReport run(
      RunSettings settings,
      StorageLocation onHeap,
      BiFunction<Levels, PhaseClock, Machine> assemble) {
    CheckpointSchedule schedule = settings.schedule();
    var notes = new ArrayList<String>();
    var observers = new Observers(settings.observers(), notes);
    var clock = new PhaseClock();
    Levels levels = Levels.open(settings, onHeap);
    Machine machine = null;
    Interpreter interpreter;
    try {
      machine = assemble.apply(levels, clock);
      interpreter = new Interpreter(schedule, machine, clock, observers);
      observers.tell(observer -> observer.start(schedule, schedule.forecast()));
      interpreter.play(levels::foreseen);
    } catch (Throwable failure) {
      close(machine, levels).forEach(failure::addSuppressed);
      observers.tell(observer -> observer.failure(failure));
      throw failure;
    }
    close(machine, levels)
        .forEach(e -> notes.add("after the gradient was complete: " + e.getMessage()));
    long elapsed = clock.to(RunPhase.OTHER);
    var report =
        new RunReport(
            schedule.name(),
            schedule.steps(),
            schedule.forecast(),
            interpreter.counts(),
            interpreter.traffic(levels.places()),
            levels.overlap(),
            clock.byPhase(),
            elapsed,
            notes);
    observers.tell(observer -> observer.end(report));
    return report.with(notes);
  }

  /// Closes both, whatever happens; what happened.
  private static List<RuntimeException> close(Machine machine, Levels levels) {
    var failures = new ArrayList<RuntimeException>();
    try {
      if (machine != null) {
        machine.close();
      }
    } catch (RuntimeException e) {
      failures.add(e);
    }
    try {
      levels.close();
    } catch (RuntimeException e) {
      failures.add(e);
    }
    return failures;
  }
}

package org.checkpointschedules.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.RunFolder;

/// One run from its first store to its last file: opens, plays, cleans up whatever happened,
/// reports.
final class Execution {
  private Execution() {}

  /// @param onHeap a level whose data the machine keeps on the heap, or null
  /// @param assemble makes the machine on the open levels
  /// @param online plays the forward where the number of steps shows at its end; null where the
  ///   schedule knows it
  /// @param replay what the replay check looked at, in the end
  static RunReport run(
      RunSettings settings,
      StorageLocation onHeap,
      BiFunction<Levels, PhaseClock, Machine> assemble,
      OnlineSweep.Play online,
      Supplier<ReplayFigures> replay) {
    CheckpointSchedule[] schedule = {settings.schedule()};
    Continuity continuity = settings.continuity();
    continuity.requireComplete();
    var notes = new ArrayList<String>();
    var observers = new Observers(settings.observers(), notes);
    var clock = new PhaseClock();
    var flight = new FlightRecord();
    Machine machine = null;
    Interpreter interpreter;
    Ledger ledger;
    Forecast[] forecast = {schedule[0].forecast()};
    Levels levels = Levels.open(settings, onHeap, flight.run());
    try {
      machine = assemble.apply(levels, clock);
      levels.requireSpace(settings, machine.entryBytes(), machine.adjointBytes());
      OnlineSweep.Swept swept = null;
      if (online != null) {
        swept = online.on(clock, continuity.control());
        schedule[0] = swept.schedule();
        forecast[0] = schedule[0].forecast();
      }
      ledger = new Ledger(schedule[0].levels(), forecast[0], levels::complete);
      interpreter =
          new Interpreter(
              schedule[0],
              continuity.replanner(),
              levels::foreseen,
              machine,
              ledger,
              clock,
              observers,
              levels::hiddenNanos,
              flight);
      interpreter.goOnFrom(swept);
      var leaving = new ArrayList<LongSupplier>();
      leaving.add(() -> levels.settlingNanos(ledger.writes() + ledger.reads()));
      interpreter.stopAt(
          new SafePoints(
              continuity.control(),
              () -> leaving.stream().mapToLong(LongSupplier::getAsLong).sum()));
      AdjointSaver saver = null;
      if (levels.folder() != null) {
        RunFolder folder = levels.folder();
        saver = new AdjointSaver(machine, folder, continuity.journal().share(), clock);
        continuity.journal().rehearsal().ifPresent(folder::noteRehearsed);
        if (continuity.replanWhenFull()) {
          saver.noteFailures(notes);
        }
        interpreter.saveBy(saver);
        leaving.add(saver::expectedNanos);
        Resumption resumption = Resumption.of(folder, schedule[0].steps());
        if (resumption != null) {
          notes.add(resumption.note(folder));
          folder.lost().forEach(lost -> notes.add("lost: " + lost));
          if (resumption.standing().forwardEnded()) {
            machine.loadAdjoint(folder, resumption.standing().adjointPosition());
          }
          forecast[0] = interpreter.takeUp(resumption);
        }
      }
      observers.tell(observer -> observer.start(schedule[0], forecast[0]));
      interpreter.play();
      if (saver != null && continuity.journal().keptWhenDone()) {
        // The result is there; that it cannot be saved too is no reason to lose it.
        saver.noteFailures(notes);
        saver.save(0);
      } else {
        levels.done();
      }
    } catch (Throwable failure) {
      close(machine, levels).forEach(failure::addSuppressed);
      observers.tell(observer -> observer.failure(failure));
      throw failure;
    }
    close(machine, levels)
        .forEach(e -> notes.add("after the gradient was complete: " + e.getMessage()));
    long elapsed = clock.to(RunPhase.OTHER);
    Counts counted = ledger.counts(machine.tapePeak());
    Counts healed = ledger.healed(forecast[0], counted);
    var report =
        new RunReport(
            schedule[0].name(),
            schedule[0].steps(),
            forecast[0],
            minus(counted, healed),
            healed,
            ledger.traffic(levels.places()),
            levels.overlap(),
            clock.byPhase(),
            elapsed,
            replay.get(),
            interpreter.recoveries(),
            notes);
    observers.tell(observer -> observer.end(report));
    return report.with(notes);
  }

  private static Counts minus(Counts counted, Counts healed) {
    return new Counts(
        counted.forwardSteps() - healed.forwardSteps(),
        counted.adjointSteps() - healed.adjointSteps(),
        counted.actions() - healed.actions(),
        minus(counted.writes(), healed.writes()),
        minus(counted.reads(), healed.reads()),
        minus(counted.peak(), healed.peak()));
  }

  private static Map<StorageLocation, Long> minus(
      Map<StorageLocation, Long> counted, Map<StorageLocation, Long> healed) {
    var rest = new LinkedHashMap<>(counted);
    healed.forEach((level, count) -> rest.merge(level, -count, Long::sum));
    return rest;
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

package org.checkpointschedules.testkit.campaign;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.InconsistentModelException;
import org.checkpointschedules.run.Journal;
import org.checkpointschedules.run.RunReport;
import org.checkpointschedules.run.RunStoppedException;
import org.checkpointschedules.store.CheckpointStoreException;

/// The process that the campaign runs and kills: one adjoint, with a journal or without.
///
/// Says `started` before the first step. Ends with status 0 and the gradient in a file, or with
/// status 3 and a line `error CLASS MESSAGE` for an error of a kind that is promised, or in any
/// other way, which is a fault.
final class Victim {
  static final int TYPED = 3;

  private Victim() {}

  /// @param arguments directory, file for the gradient, `journal` or `passing`, share of time for
  ///   saving
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    var flaw = VictimModel.Flaw.valueOf(System.getProperty("victim.flaw", "NONE"));
    var model = new VictimModel(flaw, Long.getLong("victim.late", 0));
    boolean kept = Boolean.getBoolean("victim.kept");
    var adjoint =
        Adjoint.of(model)
            .schedule(RevolveCheckpointSchedule.of(600, 2, 6, writeCost(2), readCost(2)))
            .directory(directory)
            .replanner(ContinuedPlan.with(StepCosts.UNIT));
    Journal journal =
        Journal.in(directory, "victim", new byte[] {7}).share(Double.parseDouble(arguments[3]));
    if (arguments[2].equals("journal")) {
      adjoint = adjoint.journal(kept ? journal.keepWhenDone() : journal);
    }
    if (flaw == VictimModel.Flaw.ACCUMULATOR) {
      adjoint = adjoint.checked();
    }
    System.out.println("started");
    interruptAfter(Long.getLong("victim.interrupt", -1));
    try {
      RunReport report = adjoint.run();
      report.notes().forEach(note -> System.out.println("note " + note));
      report.recoveries().forEach(recovery -> System.out.println("healed " + recovery));
      report.differences().forEach(difference -> System.out.println("differs " + difference));
      System.out.println(
          "steps " + report.counted().forwardSteps() + " " + report.counted().adjointSteps());
      // One that came after the last safe point is no matter of the run's.
      Thread.interrupted();
      Path output = Path.of(System.getProperty("victim.output", arguments[1]));
      Files.write(output, model.gradient().toArray(JAVA_BYTE));
      if (kept && !journal.remove()) {
        throw new IllegalStateException("the journal stays");
      }
    } catch (CheckpointStoreException
        | InvalidArgumentException
        | InconsistentModelException
        | RunStoppedException
        | IOException e) {
      String error = e instanceof IOException ? "IOException" : e.getClass().getSimpleName();
      System.out.println("error " + error + " " + e.getMessage());
      System.out.println("interrupted " + Thread.currentThread().isInterrupted());
      System.exit(TYPED);
    }
  }

  private static void interruptAfter(long millis) {
    if (millis < 0) {
      return;
    }
    Thread run = Thread.currentThread();
    Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(millis);
            run.interrupt();
          } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts it", e);
          }
        });
  }
}

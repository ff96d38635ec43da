package org.checkpointschedules.testkit.campaign;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;

import java.nio.file.Files;
import java.nio.file.Path;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.Journal;
import org.checkpointschedules.run.RunReport;
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
    var model = new VictimModel();
    var adjoint =
        Adjoint.of(model)
            .schedule(RevolveCheckpointSchedule.of(600, 2, 6, writeCost(2), readCost(2)))
            .directory(directory)
            .replanner(ContinuedPlan.with(StepCosts.UNIT));
    if (arguments[2].equals("journal")) {
      adjoint =
          adjoint.journal(
              Journal.in(directory, "victim", new byte[] {7})
                  .share(Double.parseDouble(arguments[3])));
    }
    System.out.println("started");
    try {
      RunReport report = adjoint.run();
      report.notes().forEach(note -> System.out.println("note " + note));
      report.recoveries().forEach(recovery -> System.out.println("healed " + recovery));
      report.differences().forEach(difference -> System.out.println("differs " + difference));
      Files.write(Path.of(arguments[1]), model.gradient().toArray(JAVA_BYTE));
    } catch (CheckpointStoreException | InvalidArgumentException e) {
      System.out.println("error " + e.getClass().getSimpleName() + " " + e.getMessage());
      System.exit(TYPED);
    }
  }
}

package org.checkpointschedules.spark;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;

import java.nio.file.Path;
import org.checkpointschedules.ensemble.Ensemble;
import org.checkpointschedules.ensemble.MemberGradient;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.RunObserver;
import org.checkpointschedules.run.RunReport;

/// The ensemble of the README.
record Storms(double[] wind) implements Ensemble { // serialised to where it runs
  public int members() {
    return 8;
  }

  public int gradientLength() {
    return wind.length;
  }

  public MemberGradient run(int member, Path directory, RunObserver observer) {
    var model = new Storm(member, wind); // the member's own
    RunReport report =
        Adjoint.of(model)
            .schedule(Problem.steps(200).level(RAM, 5).level(DISK, 10).plan())
            .directory(directory) // node-local
            .observer(observer)
            .run();
    return new MemberGradient(model.objective(), model.gradient(), report);
  }
}

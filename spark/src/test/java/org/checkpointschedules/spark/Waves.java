package org.checkpointschedules.spark;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.checkpointschedules.ensemble.Ensemble;
import org.checkpointschedules.ensemble.MemberGradient;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.Model;
import org.checkpointschedules.run.RunObserver;

/// Members whose gradients are of numbers of very different sizes, so that a sum in another order
/// would show.
///
/// @param failing the member that throws, if there is one
/// @param changing a file that the first process to run member 0 makes, whose gradient then differs
///   from that of later ones
record Waves(int members, int gradientLength, int failing, String changing) implements Ensemble {

  static final class NoWater extends Exception {
    private static final long serialVersionUID = 1L;
    private final double depth;

    NoWater(double depth) {
      super("no water at depth " + depth);
      this.depth = depth;
    }

    double depth() {
      return depth;
    }
  }

  static Waves of(int members, int gradientLength) {
    return new Waves(members, gradientLength, -1, null);
  }

  @Override
  public MemberGradient run(int member, Path directory, RunObserver observer) throws Exception {
    if (member == failing) {
      throw new NoWater(-2.5);
    }
    var model =
        new Model<Double, Double>() {
          @Override
          public Double forward(long step, Double state) {
            return state * 1.01;
          }

          @Override
          public Double adjoint(long step, Double state, Double adjoint) {
            return adjoint * 1.01;
          }
        };
    var gradient =
        Adjoint.of(model)
            .schedule(RevolveCheckpointSchedule.of(10, 3))
            .observer(observer)
            .run(1.0 + member, x -> 2 * x);
    var random = new SplittableRandom(member);
    var numbers = new double[gradientLength];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          gradient.value() * Math.scalb(random.nextDouble() - 0.5, random.nextInt(-40, 40));
    }
    if (changing != null && member == 0 && first()) {
      numbers[0]++;
    }
    return new MemberGradient(gradient.value(), numbers, gradient.report());
  }

  private boolean first() throws IOException {
    try {
      Files.createFile(Path.of(changing));
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    }
  }
}

package org.checkpointschedules.ensemble;

import java.nio.file.Path;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.Gradient;
import org.checkpointschedules.run.Model;
import org.checkpointschedules.run.RunObserver;

/// Members that grow at rates of their own, for 10 steps from 1.
class Growth implements Ensemble {
  private static final long serialVersionUID = 1L;
  static final int STEPS = 10;

  private final int members;
  private final int length;

  Growth(int members, int length) {
    this.members = members;
    this.length = length;
  }

  @Override
  public int members() {
    return members;
  }

  @Override
  public int gradientLength() {
    return length;
  }

  @Override
  public MemberGradient run(int member, Path directory, RunObserver observer) throws Exception {
    double rate = 1 + 0.1 * (member + 1) / 3;
    var model =
        new Model<Double, Double>() {
          @Override
          public Double forward(long step, Double state) {
            return rate * state;
          }

          @Override
          public Double adjoint(long step, Double state, Double adjoint) {
            return rate * adjoint;
          }
        };
    Gradient<Double> gradient =
        Adjoint.of(model)
            .schedule(RevolveCheckpointSchedule.of(STEPS, 2))
            .observer(observer)
            .run(1.0, _ -> 1.0);
    var numbers = new double[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = gradient.value() / (i + 1);
    }
    return new MemberGradient(gradient.value(), numbers, gradient.report());
  }
}

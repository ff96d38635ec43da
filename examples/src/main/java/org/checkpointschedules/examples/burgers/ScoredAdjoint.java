package org.checkpointschedules.examples.burgers;

import java.util.Arrays;
import org.checkpointschedules.run.Model;
import org.checkpointschedules.store.StateCodec;

/// An adjoint state with the objective that it is the derivative of, so that a run which is taken
/// up in its reverse still knows it.
record ScoredAdjoint(double objective, double[] values) {

  /// The objective, then the values.
  static final StateCodec<ScoredAdjoint> CODEC =
      StateCodec.doubles().as(ScoredAdjoint::joined, ScoredAdjoint::parted);

  /// A model that passes the objective on.
  static Model<double[], ScoredAdjoint> of(Model<double[], double[]> model) {
    return new Model<>() {
      @Override
      public double[] forward(long step, double[] state) {
        return model.forward(step, state);
      }

      @Override
      public ScoredAdjoint adjoint(long step, double[] state, ScoredAdjoint adjoint) {
        return new ScoredAdjoint(adjoint.objective, model.adjoint(step, state, adjoint.values));
      }
    };
  }

  private double[] joined() {
    double[] joined = new double[1 + values.length];
    joined[0] = objective;
    System.arraycopy(values, 0, joined, 1, values.length);
    return joined;
  }

  private static ScoredAdjoint parted(double[] joined) {
    return new ScoredAdjoint(joined[0], Arrays.copyOfRange(joined, 1, joined.length));
  }
}

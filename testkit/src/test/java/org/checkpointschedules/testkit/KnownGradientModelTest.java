package org.checkpointschedules.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The models' adjoints, by storing everything, against what they know.
class KnownGradientModelTest {

  @Test
  void theAdjointOfEveryModelIsTheGradientThatItKnows() {
    assertKnown(new LinearDecay(0.97));
    assertKnown(new LogisticMap());
    assertKnown(new Lorenz(0.005));
    assertKnown(new ModularRecurrence());
  }

  @Test
  void errorsAreSeen() {
    assertTrue(new LinearDecay(0.97).error(1.0, 10) > 1e-3);
    assertTrue(new LogisticMap().error(1.0, 10) > 1e-3);
    assertTrue(new Lorenz(0.005).error(new double[] {1, 1, 1}, 10) > 1e-3);
    var exact = new ModularRecurrence();
    assertEquals(Double.POSITIVE_INFINITY, exact.error(exact.gradient(10) + 1, 10));
  }

  private static <S, A> void assertKnown(KnownGradientModel<S, A> model) {
    for (int steps : new int[] {1, 2, 10, 100}) {
      List<S> states = new ArrayList<>(List.of(model.initialState()));
      for (int step = 0; step < steps; step++) {
        states.add(model.forward(step, states.getLast()));
      }
      A adjoint = model.seed(states.getLast());
      for (int step = steps - 1; step >= 0; step--) {
        adjoint = model.adjoint(step, states.get(step), adjoint);
      }
      double error = model.error(adjoint, steps);
      assertTrue(
          error <= model.tolerance(), model + ", " + steps + " steps: relative error " + error);
    }
  }
}

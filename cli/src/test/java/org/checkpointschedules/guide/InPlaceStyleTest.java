package org.checkpointschedules.guide;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.InPlaceModel;
import org.checkpointschedules.run.RunReport;
import org.checkpointschedules.run.TaylorTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Code that the guide quotes: a state that is updated in place.
class InPlaceStyleTest {
  @TempDir Path scratch;

  /// Heat in a ring with a source: u_t = a u_xx + u (1 - u), by explicit Euler. The objective is
  /// half the sum of u^2 at the end; the gradient is that by the initial state, and by a.
  static final class Heat implements InPlaceModel {
    private static final double DT = 0.01;

    private final double[] initial;
    private final double a;
    private double[] u;
    private double[] next;
    private double[] bar;
    private double[] nextBar;
    private double aBar;

    Heat(double[] initial, double a) {
      this.initial = initial;
      this.a = a;
      u = initial.clone();
      next = new double[u.length];
      bar = new double[u.length];
      nextBar = new double[u.length];
    }

    @Override
    public long stateBytes() {
      return 8L * u.length; // all that a restart needs
    }

    @Override
    public void initialize() {
      System.arraycopy(initial, 0, u, 0, u.length);
    }

    @Override
    public void advance(long n0, long n1) {
      for (long n = n0; n < n1; n++) {
        for (int i = 0; i < u.length; i++) {
          next[i] = u[i] + DT * (a * bend(u, i) + u[i] * (1 - u[i]));
        }
        double[] old = u;
        u = next;
        next = old;
      }
    }

    @Override
    public void initializeAdjoint() {
      System.arraycopy(u, 0, bar, 0, u.length); // the derivative of the objective
      aBar = 0; // what is accumulated starts here
    }

    @Override
    public void reverse(long step, MemorySegment state) { // the state at the start of the step
      for (int i = 0; i < u.length; i++) {
        double here = state.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
        aBar += DT * bar[i] * bend(state, i);
        nextBar[i] = bar[i] + DT * (a * bend(bar, i) + bar[i] * (1 - 2 * here));
      }
      double[] old = bar;
      bar = nextBar;
      nextBar = old;
    }

    @Override
    public void capture(MemorySegment to) {
      MemorySegment.copy(u, 0, to, ValueLayout.JAVA_DOUBLE, 0, u.length);
    }

    @Override
    public void restore(long step, MemorySegment from) {
      MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE, 0, u, 0, u.length);
    }

    private static double bend(double[] v, int i) {
      int n = v.length;
      return v[(i + 1) % n] - 2 * v[i] + v[(i + n - 1) % n];
    }

    private double bend(MemorySegment v, int i) {
      int n = u.length;
      return v.getAtIndex(ValueLayout.JAVA_DOUBLE, (i + 1) % n)
          - 2 * v.getAtIndex(ValueLayout.JAVA_DOUBLE, i)
          + v.getAtIndex(ValueLayout.JAVA_DOUBLE, (i + n - 1) % n);
    }
  }

  private static double[] wave() {
    double[] wave = new double[50];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = 0.5 + 0.3 * Math.sin(2 * Math.PI * i / wave.length);
    }
    return wave;
  }

  private static double objective(double[] initial, double a) {
    var heat = new Heat(initial, a);
    heat.advance(0, 500);
    double sum = 0;
    for (double value : heat.u) {
      sum += value * value;
    }
    return sum / 2;
  }

  @Test
  void inPlace() {
    double[] u0 = wave();
    var model = new Heat(u0, 0.4);
    RunReport report =
        Adjoint.of(model)
            .schedule(
                Problem.steps(500)
                    .level(RAM, 5)
                    .level(DISK, 10, writeCost(4), readCost(3)) // in units of a forward step
                    .plan())
            .directory(scratch)
            .run();
    double[] byInitialState = model.bar;
    double byConductivity = model.aBar;
    assertEquals(10, report.counted().peak().get(DISK));
    assertTrue(TaylorTest.run(x -> objective(x, 0.4), u0, byInitialState).passed());
    assertTrue(
        TaylorTest.run(x -> objective(u0, x[0]), new double[] {0.4}, new double[] {byConductivity})
            .passed());
    Adjoint.of(model).schedule(Problem.steps(60).level(RAM, 3).plan()).checked().run();
  }
}

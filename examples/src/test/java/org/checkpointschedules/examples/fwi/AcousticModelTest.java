package org.checkpointschedules.examples.fwi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.examples.StoreAll;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.DotProductTest;
import org.checkpointschedules.run.RunReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AcousticModelTest {
  private static final int STEPS = 120;

  static Stream<CheckpointSchedule> schedules() {
    return Stream.of(
        SingleMemoryCheckpointSchedule.of(STEPS),
        SingleDiskCheckpointSchedule.copying(STEPS),
        SingleDiskCheckpointSchedule.moving(STEPS),
        MultistageCheckpointSchedule.of(STEPS, 1, 0),
        MultistageCheckpointSchedule.of(STEPS, 5, 0),
        MultistageCheckpointSchedule.of(STEPS, 2, 3),
        MultistageCheckpointSchedule.of(STEPS, 0, 7));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void everyScheduleGivesTheGradientOfStoreAll(CheckpointSchedule schedule) {
    for (Precision precision : Precision.values()) {
      try (var team = new Team(2)) {
        Survey survey = Verification.reduced(precision, STEPS);
        AcousticModel model = survey.model(survey.shots()[0], team);
        StoreAll.run(model, STEPS);
        double[] expected = model.gradient();
        double misfit = model.misfit();
        RunReport report = Adjoint.of(model).schedule(schedule).checked().run();
        assertArrayEquals(expected, model.gradient());
        assertEquals(misfit, model.misfit());
        assertEquals(List.of(), report.differences());
      }
    }
  }

  @Test
  void threadsChangeNoBitOfTheGradient() {
    double[] one = gradient(Verification.reduced(Precision.SINGLE, STEPS), 1);
    double[] two = gradient(Verification.reduced(Precision.SINGLE, STEPS), 2);
    assertArrayEquals(one, two);
  }

  private static double[] gradient(Survey survey, int threads) {
    try (var team = new Team(threads)) {
      AcousticModel model = survey.model(survey.shots()[0], team);
      StoreAll.run(model, survey.shots()[0].steps());
      return model.gradient();
    }
  }

  @Test
  void singleAndDoubleAgree() {
    double[] single = gradient(Verification.reduced(Precision.SINGLE, STEPS), 1);
    double[] twice = gradient(Verification.reduced(Precision.DOUBLE, STEPS), 1);
    double largest = 0;
    for (double value : twice) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < single.length; i++) {
      assertEquals(twice[i], single[i], 1e-5 * largest);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theAdjointIsTheTransposeOfTheLinearisedForward(Precision precision) {
    double tolerance = precision == Precision.DOUBLE ? 1e-12 : 1e-5;
    try (var team = new Team(1)) {
      var born = new Born(Verification.reduced(precision, STEPS), team);
      DotProductTest test = born.dotProduct(tolerance);
      System.out.println(test);
      assertTrue(test.passed(), test::toString);
      // The two products are not both small against the norms, where the test would see nothing.
      assertTrue(Math.abs(test.forwardProduct()) > 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theWaveOperatorIsTransposedPointForPoint(Precision precision) {
    // Source series at a point to the data, and residuals back to the point: all pairs of a source
    // at one depth and a receiver at another, over time.
    int steps = 60;
    Survey survey = Verification.reduced(precision, steps);
    Grid grid = survey.start().scheme().grid();
    int column = grid.x0() + 3;
    int row = grid.z0() + 17;
    int receivers = survey.shots()[0].receiverRow();
    try (var team = new Team(1)) {
      DotProductTest test =
          DotProductTest.run(
              steps,
              steps * grid.nx(),
              series -> {
                var shot = new Shot(column, row, receivers, series);
                double[][] data = AcousticModel.data(survey.start(), shot, precision, team);
                return Stream.of(data).flatMapToDouble(Arrays::stream).toArray();
              },
              residuals -> {
                WaveField adjoint = precision.field(survey.start(), team);
                var series = new double[steps];
                for (int n = steps - 1; n >= 0; n--) {
                  adjoint.step();
                  adjoint.addRow(
                      receivers, Arrays.copyOfRange(residuals, n * grid.nx(), (n + 1) * grid.nx()));
                  var samples = new double[grid.nx()];
                  adjoint.sampleRow(row, samples);
                  series[n] = samples[column - grid.x0()];
                }
                return series;
              },
              precision == Precision.DOUBLE ? 1e-12 : 1e-5);
      System.out.println(test);
      assertTrue(test.passed(), test::toString);
    }
  }

  @Test
  void everyKindOfPointHasItsFiniteDifference() {
    // Corner, edges and inside: the layer's share is folded onto the edge.
    Survey survey = Verification.reduced(Precision.DOUBLE, STEPS);
    Shot shot = survey.shots()[0];
    int nz = survey.start().scheme().grid().nz();
    int nx = survey.start().scheme().grid().nx();
    double[] gradient = gradient(survey, 1);
    try (var team = new Team(1)) {
      double[][] observed = survey.observed(shot, team);
      for (int point :
          new int[] {0, nz - 1, 5, nx / 2 * nz, nx / 2 * nz + 2, 13 * nz + 9, nx * nz - 1}) {
        double[] up = survey.start().slownessSquared().clone();
        double[] down = up.clone();
        double h = 1e-4 * up[point];
        up[point] += h;
        down[point] -= h;
        double difference =
            (misfit(survey, up, shot, observed, team) - misfit(survey, down, shot, observed, team))
                / (2 * h);
        assertEquals(
            gradient[point],
            difference,
            1e-5 * Math.abs(gradient[point]) + 1e-10,
            "point " + point);
      }
    }
  }

  private static double misfit(
      Survey survey, double[] slownessSquared, Shot shot, double[][] observed, Team team) {
    var medium = new Medium(survey.start().scheme(), slownessSquared);
    return AcousticModel.misfit(AcousticModel.data(medium, shot, Precision.DOUBLE, team), observed);
  }
}

package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import org.checkpointschedules.InvalidArgumentException;
import org.junit.jupiter.api.Test;

class GradientChecksTest {
  /// f(x) = sum of x^4 / 4, whose gradient is x^3.
  private static double quartic(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v * v * v / 4;
    }
    return sum;
  }

  private static double[] cubes(double[] x) {
    double[] g = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      g[i] = x[i] * x[i] * x[i];
    }
    return g;
  }

  private static final double[] X = {1, -2, 0.5, 3};

  @Test
  void aRightGradientHasRateTwo() {
    var test = TaylorTest.run(GradientChecksTest::quartic, X, cubes(X));
    assertTrue(test.passed(), test::table);
    assertEquals(2, test.rate().getAsDouble(), 0.05);
    assertTrue(test.table().startsWith("Taylor test passed: rate "), test::table);
    assertEquals(test.steps().size() - 1, test.rates().size());
  }

  @Test
  void aWrongGradientFailsHoweverLittleItIsWrong() {
    for (double error : new double[] {1, 1e-2, 1e-4}) {
      double[] wrong = cubes(X);
      wrong[2] += error * Dot.norm(wrong);
      var test = TaylorTest.run(GradientChecksTest::quartic, X, wrong);
      assertFalse(test.passed(), () -> error + "\n" + test.table());
    }
    double[] zero = new double[X.length];
    assertFalse(TaylorTest.run(GradientChecksTest::quartic, X, zero).passed());
  }

  @Test
  void aLinearFunctionIsExactAndItsWrongGradientIsNot() {
    double[] slope = {3, -1, 0.25, 7};
    var exact = TaylorTest.run(x -> Dot.of(slope, x), X, slope);
    assertTrue(exact.exact() && exact.passed() && exact.rate().isEmpty(), exact::table);
    var wrong = TaylorTest.run(x -> Dot.of(slope, x), X, new double[] {3, -1, 0.25, 7.001});
    assertFalse(wrong.passed(), wrong::table);
  }

  @Test
  void aFunctionThatIsNotANumberFails() {
    assertFalse(TaylorTest.run(_ -> Double.NaN, X, cubes(X)).passed());
    assertFalse(TaylorTest.run(_ -> Double.POSITIVE_INFINITY, X, cubes(X)).passed());
  }

  @Test
  void aFunctionInFloatPassesWithItsPrecision() {
    var test =
        TaylorTest.run(
            x -> (float) quartic(x),
            X,
            cubes(X),
            new double[] {1, 1, -1, 0.5},
            0.5,
            12,
            Math.ulp(1f));
    assertTrue(test.passed(), test::table);
  }

  private static final UnaryOperator<double[]> DIFFERENCE =
      x -> new double[] {x[1] - x[0], x[2] - x[1]};
  private static final UnaryOperator<double[]> TRANSPOSE =
      y -> new double[] {-y[0], y[0] - y[1], y[1]};

  @Test
  void aTransposePassesTheDotProductTest() {
    var test = DotProductTest.run(3, 2, DIFFERENCE, TRANSPOSE, 1e-14);
    assertTrue(test.passed(), test::toString);
    assertTrue(test.toString().startsWith("dot product test passed"), test::toString);
  }

  @Test
  void aWrongTransposeFails() {
    var test =
        DotProductTest.run(
            3, 2, DIFFERENCE, y -> new double[] {-y[0], y[0] - y[1], y[1] * (1 + 1e-9)}, 1e-12);
    assertFalse(test.passed(), test::toString);
    assertEquals(1e-9, test.relativeError(), 1e-8);
    assertFalse(
        DotProductTest.run(3, 2, DIFFERENCE, _ -> new double[] {Double.NaN, 0, 0}, 1e-12).passed());
  }

  @Test
  void lengthsMustFit() {
    assertThrows(
        InvalidArgumentException.class, () -> DotProductTest.run(3, 2, DIFFERENCE, y -> y, 1e-12));
    assertThrows(
        InvalidArgumentException.class,
        () -> TaylorTest.run(GradientChecksTest::quartic, X, new double[3]));
    double[] bad = X.clone();
    bad[1] = Double.NaN;
    assertThrows(
        InvalidArgumentException.class,
        () -> TaylorTest.run(GradientChecksTest::quartic, bad, cubes(X)));
    assertThrows(
        InvalidArgumentException.class, () -> TaylorTest.run(GradientChecksTest::quartic, X, bad));
  }

  @Test
  void innerProductsAreThoseOfTwiceThePrecision() {
    double[] x = {1e16, 1, -1e16, 1};
    double[] y = {1, 1, 1, 1e-3};
    assertEquals(1.001, Dot.of(x, y), 1e-15);
  }
}

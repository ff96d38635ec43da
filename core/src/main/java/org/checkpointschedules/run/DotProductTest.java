package org.checkpointschedules.run;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.checkpointschedules.InvalidArgumentException;

/// Whether one linear operator is the transpose of another: `<Ax, y> = <x, A'y>` for some x and y.
///
/// ```java
/// var test = DotProductTest.run(n, m, x -> forward(x), y -> adjoint(y), 1e-12);
/// System.out.println(test);                 // dot product test passed: relative error 3.1e-16 ...
/// if (!test.passed()) { ... }
/// ```
///
/// Tests the adjoint of a linear model, or of the tangent of a nonlinear one, in one application of
/// each. A wrong transpose fails for all vectors but a set of measure zero. Unlike the [TaylorTest]
/// it sees errors down to rounding, but says nothing of whether A is the right operator.
///
/// @param forwardProduct `<Ax, y>`
/// @param adjointProduct `<x, A'y>`
/// @param relativeError their difference over `|Ax| |y|`; 0 where both products are 0
/// @param tolerance the largest relative error allowed; 1e-12 is usual in double, 1e-5 in float
public record DotProductTest(
    double forwardProduct, double adjointProduct, double relativeError, double tolerance) {

  /// Applies both operators to random vectors, the same ones every time.
  ///
  /// @param inputs length of x, more than 0
  /// @param outputs length of y, more than 0
  /// @param forward x to Ax; must not change x
  /// @param adjoint y to A'y; must not change y
  /// @param tolerance the largest relative error allowed; 1e-12 is usual in double, 1e-5 in float
  /// @return the products and their difference
  /// @throws InvalidArgumentException if a length is not positive or a result has another one than
  ///   it must
  public static DotProductTest run(
      int inputs,
      int outputs,
      UnaryOperator<double[]> forward,
      UnaryOperator<double[]> adjoint,
      double tolerance) {
    requirePositive("inputs", inputs);
    requirePositive("outputs", outputs);
    return run(Dot.random(inputs, 1), Dot.random(outputs, 2), forward, adjoint, tolerance);
  }

  /// Applies both operators to these vectors.
  ///
  /// @param x what the forward is applied to
  /// @param y what the adjoint is applied to
  /// @param forward x to Ax; must not change x
  /// @param adjoint y to A'y; must not change y
  /// @param tolerance the largest relative error allowed; 1e-12 is usual in double, 1e-5 in float
  /// @return the products and their difference
  /// @throws InvalidArgumentException if Ax is not as long as y, or A'y not as long as x
  public static DotProductTest run(
      double[] x,
      double[] y,
      UnaryOperator<double[]> forward,
      UnaryOperator<double[]> adjoint,
      double tolerance) {
    double[] ax = forward.apply(x.clone());
    double[] ay = adjoint.apply(y.clone());
    Dot.requireSameLength("forward result", y, ax);
    Dot.requireSameLength("adjoint result", x, ay);
    double forwardProduct = Dot.of(ax, y);
    double adjointProduct = Dot.of(x, ay);
    double difference = Math.abs(forwardProduct - adjointProduct);
    double relative = difference == 0 ? 0 : difference / (Dot.norm(ax) * Dot.norm(y));
    return new DotProductTest(forwardProduct, adjointProduct, relative, tolerance);
  }

  /// {@return whether the relative error is within the tolerance; never for a result that is not a
  /// number}
  public boolean passed() {
    return relativeError <= tolerance;
  }

  /// One line: the outcome and all figures.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "dot product test %s: relative error %.2e, allowed %.0e; <Ax,y> = %.17g, <x,A'y> = %.17g",
        passed() ? "passed" : "FAILED",
        relativeError,
        tolerance,
        forwardProduct,
        adjointProduct);
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new InvalidArgumentException(name, value, "1 or more");
    }
  }
}

package org.checkpointschedules.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.checkpointschedules.InvalidArgumentException;

/// Whether a gradient is that of a function: along a direction d, the remainder `R(h) = |f(x + h d)
/// - f(x) - h <g, d>|` must fall with the square of the step h.
///
/// ```java
/// var test = TaylorTest.run(x -> objective(x), x, gradient);
/// System.out.println(test.table());
/// if (!test.passed()) { ... }
/// ```
///
/// The step is halved up to twelve times; the rate between two steps is `log2(R(h) / R(h/2))`. It
/// tends to 2 for a right gradient, and to 1 for a wrong one. The rate that counts is the one
/// between the smallest two steps whose remainders stand well above the rounding of f, since below
/// that a remainder is noise. Where none does, take a larger first step or another direction. Where
/// f has no curvature along d the rate is 3 or more and the test fails, though the gradient is
/// right: take another direction there too.
///
/// Costs an evaluation of the function for each step and one more, 14 by default; fewer where the
/// remainder has sunk into the rounding before.
///
/// @param steps the steps h, falling
/// @param remainders R at each
/// @param roundoff what R can be by rounding of f alone, estimated
/// @param precision the relative precision that f was taken to have
public record TaylorTest(
    List<Double> steps, List<Double> remainders, double roundoff, double precision) {
  private static final int HALVINGS = 12;

  /// Steps to take even if the first remainders are nothing but rounding.
  private static final int LEAST_STEPS = 3;

  private static final double LEAST_RATE = 1.9;
  private static final double LARGEST_RATE = 2.1;

  /// A remainder this many times the rounding has a rate right to `2 log2(1 + 1/100)`, 0.03.
  private static final double CLEAR = 100;

  /// Keeps copies of the lists.
  public TaylorTest {
    steps = List.copyOf(steps);
    remainders = List.copyOf(remainders);
  }

  /// Tests a function in double along a random direction, the same one every time, from a first
  /// step that changes x by a hundredth of its size.
  ///
  /// @param function the objective; must not keep or change its argument
  /// @param x where
  /// @param gradient of the function at x
  /// @return the steps taken, with their remainders
  public static TaylorTest run(ToDoubleFunction<double[]> function, double[] x, double[] gradient) {
    double[] direction = Dot.random(x.length, 1);
    double size = Dot.norm(x);
    double first = 0.01 * (size == 0 ? 1 : size) / Dot.norm(direction);
    return run(function, x, gradient, direction, first, HALVINGS, Math.ulp(1.0));
  }

  /// Tests a function along a direction.
  ///
  /// @param function the objective; must not keep or change its argument
  /// @param x where
  /// @param gradient of the function at x
  /// @param direction d, of any length
  /// @param firstStep the largest h, more than 0
  /// @param halvings how often h is halved at most, 2 or more
  /// @param precision relative precision of the function: 2^-52 for one computed in double, 2^-23
  ///   in float
  /// @return the steps taken, with their remainders
  /// @throws InvalidArgumentException if lengths differ, a number of x, gradient or direction is
  ///   not finite, or one of the others not positive
  public static TaylorTest run(
      ToDoubleFunction<double[]> function,
      double[] x,
      double[] gradient,
      double[] direction,
      double firstStep,
      int halvings,
      double precision) {
    Dot.requireSameLength("gradient", x, gradient);
    Dot.requireSameLength("direction", x, direction);
    requireFinite("x", x);
    requireFinite("gradient", gradient);
    requireFinite("direction", direction);
    requirePositive("first step", firstStep);
    requirePositive("precision", precision);
    if (halvings < LEAST_STEPS - 1) {
      throw new InvalidArgumentException("halvings", halvings, "2 or more");
    }
    double slope = Dot.of(gradient, direction);
    double f0 = function.applyAsDouble(x.clone());
    var steps = new ArrayList<Double>();
    var remainders = new ArrayList<Double>();
    double argument = absoluteDot(gradient, x);
    double largest = Math.abs(f0);
    double roundoff;
    double h = firstStep;
    do {
      double f = function.applyAsDouble(moved(x, direction, h));
      largest = Math.max(largest, Math.abs(f));
      roundoff = precision * (4 * largest + argument);
      steps.add(h);
      remainders.add(Math.abs(f - f0 - h * slope));
      h /= 2;
    } while (steps.size() < LEAST_STEPS
        || (steps.size() <= halvings && remainders.getLast() > CLEAR * roundoff));
    return new TaylorTest(steps, remainders, roundoff, precision);
  }

  /// {@return the rate between each step and the next, one fewer than steps; not a number where
  /// both remainders are 0}
  public List<Double> rates() {
    var rates = new ArrayList<Double>();
    for (int i = 0; i + 1 < remainders.size(); i++) {
      rates.add(Math.log(remainders.get(i) / remainders.get(i + 1)) / Math.log(2));
    }
    return rates;
  }

  /// {@return the rate that counts; empty where rounding hides every one}
  public OptionalDouble rate() {
    for (int i = remainders.size() - 2; i >= 0; i--) {
      if (remainders.get(i + 1) > CLEAR * roundoff) {
        return OptionalDouble.of(rates().get(i));
      }
    }
    return OptionalDouble.empty();
  }

  /// {@return whether f is linear along the direction as far as rounding lets one see, with the
  /// slope that the gradient says: no remainder stands out of the rounding}
  public boolean exact() {
    return remainders.stream().allMatch(r -> r <= roundoff);
  }

  /// {@return whether the rate lies in 1.9 to 2.1, or the gradient is [exact][#exact()]}
  public boolean passed() {
    OptionalDouble rate = rate();
    return rate.isPresent()
        ? rate.getAsDouble() >= LEAST_RATE && rate.getAsDouble() <= LARGEST_RATE
        : exact();
  }

  /// {@return the outcome, then a line for each step}
  public String table() {
    var text = new StringBuilder();
    OptionalDouble rate = rate();
    text.append("Taylor test ").append(passed() ? "passed" : "FAILED").append(": ");
    if (rate.isPresent()) {
      text.append(
          String.format(
              Locale.ROOT,
              "rate %.3f, allowed %.1f to %.1f%n",
              rate.getAsDouble(),
              LEAST_RATE,
              LARGEST_RATE));
    } else {
      text.append(exact() ? "exact to rounding\n" : "no remainder clear of rounding\n");
    }
    text.append(String.format(Locale.ROOT, "%12s %12s %8s%n", "step", "remainder", "rate"));
    List<Double> rates = rates();
    for (int i = 0; i < steps.size(); i++) {
      String r = i == 0 ? "" : String.format(Locale.ROOT, "%.3f", rates.get(i - 1));
      text.append(
          String.format(Locale.ROOT, "%12.3e %12.3e %8s%n", steps.get(i), remainders.get(i), r));
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static double[] moved(double[] x, double[] direction, double h) {
    double[] moved = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      moved[i] = x[i] + h * direction[i];
    }
    return moved;
  }

  /// What rounding x + h d to the precision can move f, over the precision.
  private static double absoluteDot(double[] gradient, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.abs(gradient[i] * x[i]);
    }
    return sum;
  }

  private static void requireFinite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new InvalidArgumentException(name + "[" + i + "]", values[i], "a finite number");
      }
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new InvalidArgumentException(name, value, "a finite number, more than 0");
    }
  }
}

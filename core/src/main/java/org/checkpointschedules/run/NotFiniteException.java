package org.checkpointschedules.run;

import java.util.OptionalLong;

/// A number of a calculation is infinite, or not a number: a state, the objective, the adjoint or
/// the gradient. What a model wants to be infinite, `allowNotFinite()` lets pass.
public final class NotFiniteException extends ArithmeticException {
  private static final long serialVersionUID = 1L;
  private static final String ALLOWED =
      "; allowed: finite numbers, unless allowNotFinite() or --allow-not-finite says otherwise";

  /// Counted from 0; -1 where it is no state.
  private final long step;

  private NotFiniteException(long step, String fault) {
    super(fault + ALLOWED);
    this.step = step;
  }

  /// @param since the start of a step at which the state was finite, as far as is known
  static NotFiniteException state(long step, long since, long index, double value) {
    String where =
        step - since > 1
            ? "; it came about in steps %d to %d".formatted(since, step - 1)
            : step > since ? "; it came about in step " + since : "";
    return new NotFiniteException(
        step,
        "the state at the start of step %d is not finite: number %d is %s%s"
            .formatted(step, index, value, where));
  }

  /// {@return the first step at whose start the state was seen not to be finite; empty where it is
  /// no state}
  public OptionalLong step() {
    return step < 0 ? OptionalLong.empty() : OptionalLong.of(step);
  }

  /// Refuses a number that is not finite.
  ///
  /// @param what the number is
  /// @param value the number
  /// @throws NotFiniteException if it is infinite, or not a number
  public static void require(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new NotFiniteException(-1, "the %s is %s".formatted(what, value));
    }
  }

  /// Refuses numbers that are not finite.
  ///
  /// @param what the numbers are
  /// @param values the numbers
  /// @throws NotFiniteException if one is infinite, or not a number: the first is named
  public static void require(String what, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new NotFiniteException(
            -1, "the %s is not finite: number %d is %s".formatted(what, i, values[i]));
      }
    }
  }

  /// Refuses what is known to be numbers: arrays of them, and boxed ones.
  static void requireKnown(String what, Object value) {
    switch (value) {
      case double[] numbers -> require(what, numbers);
      case float[] numbers -> {
        for (int i = 0; i < numbers.length; i++) {
          if (!Float.isFinite(numbers[i])) {
            throw new NotFiniteException(
                -1, "the %s is not finite: number %d is %s".formatted(what, i, numbers[i]));
          }
        }
      }
      case Double number -> require(what, number);
      case Float number -> require(what, number);
      case null, default -> {}
    }
  }
}

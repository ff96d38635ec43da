package org.checkpointschedules.run;

import java.util.function.Function;
import org.checkpointschedules.InvalidArgumentException;

/// How far a run suspects its model, and what it lets pass.
///
/// @param tolerance relative difference by which recomputed numbers may differ; 0 for none
/// @param elements what kind of numbers a state consists of; null where that is not known
/// @param notFinite whether numbers may be infinite
record Scrutiny(Checks checks, double tolerance, ElementType elements, boolean notFinite) {
  static final Scrutiny DEFAULT = new Scrutiny(Checks.SAMPLED, 0, null, false);
  static final Scrutiny NONE = new Scrutiny(Checks.NONE, 0, null, true);

  Scrutiny with(Checks checks) {
    return new Scrutiny(checks, tolerance, elements, notFinite);
  }

  Scrutiny withTolerance(double tolerance) {
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new InvalidArgumentException(
          "reproducibleTo", tolerance, "a relative difference, more than 0 and less than 1");
    }
    return new Scrutiny(checks, tolerance, elements, notFinite);
  }

  Scrutiny with(ElementType elements) {
    return new Scrutiny(checks, tolerance, elements, notFinite);
  }

  Scrutiny withNotFinite() {
    return new Scrutiny(checks, tolerance, elements, true);
  }

  /// Whether every state is looked at.
  boolean every() {
    return (checks == Checks.DIGESTS || checks == Checks.ALL) && tolerance == 0;
  }

  /// Refuses what is known to be numbers, and not finite.
  void requireFinite(String what, Object value) {
    if (!notFinite) {
      NotFiniteException.requireKnown(what, value);
    }
  }

  /// The function, whose result is required to be finite.
  <S, A> Function<S, A> finite(String what, Function<? super S, ? extends A> function) {
    return argument -> {
      A result = function.apply(argument);
      requireFinite(what, result);
      return result;
    };
  }

  /// Refuses a tolerance for bytes that are not known to be numbers.
  ///
  /// @param known what the numbers are known to be; null where they are not
  void requireComparable(ElementType known) {
    if (tolerance > 0 && known == null) {
      throw new InvalidArgumentException(
          "elements",
          "not given",
          "elements(...), what kind of numbers a state is, since there is reproducibleTo("
              + tolerance
              + ")");
    }
  }

  /// Refuses data that are not whole numbers of what they are said to be.
  void requireWhole(long bytes) {
    if (elements != null && bytes % elements.bytes() != 0) {
      throw new InvalidArgumentException(
          "elements", elements, "what divides the " + bytes + " bytes that there are");
    }
  }
}

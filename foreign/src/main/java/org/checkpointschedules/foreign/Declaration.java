package org.checkpointschedules.foreign;

import java.util.Map;
import org.checkpointschedules.InvalidArgumentException;

/// What foreign code says of itself before any work: sizes in bytes, which stay the same throughout
/// a run.
///
/// @param name of the solver or kernel, in words
/// @param steps number of forward steps
/// @param stateBytes of restart data
/// @param dataBytes of the adjoint data of one step
/// @param adjointBytes of the adjoint state, with everything that it accumulates
/// @param gradientBytes of the gradient
/// @param controlBytes of what the gradient is with respect to, which the solver reads when it is
///   initialized: those of the gradient, or 0 where it declares none
/// @param elementBytes of one number of the gradient, and of the control: 8 for double, 4 for float
/// @param stateElementBytes of one number of the restart data: 8 for double, 4 for float; 0 where
///   it is not known what they consist of
/// @param fingerprint of everything that the gradient depends on besides the schedule
public record Declaration(
    String name,
    long steps,
    long stateBytes,
    long dataBytes,
    long adjointBytes,
    long gradientBytes,
    long controlBytes,
    int elementBytes,
    int stateElementBytes,
    String fingerprint) {

  /// Checks what was declared.
  ///
  /// @throws InvalidArgumentException if a number is less than 1, the gradient is not made of whole
  ///   numbers of its size, there is a control of another size, or the fingerprint is blank
  public Declaration {
    Map.of(
            "steps", steps,
            "state", stateBytes,
            "data", dataBytes,
            "adjoint", adjointBytes,
            "gradient", gradientBytes)
        .forEach(Declaration::requirePositive);
    if (elementBytes != Double.BYTES && elementBytes != Float.BYTES) {
      throw new InvalidArgumentException(
          "bytes of a number of the gradient of " + name, elementBytes, "8 or 4");
    }
    if (gradientBytes % elementBytes != 0) {
      throw new InvalidArgumentException(
          "gradient of " + name,
          "of " + gradientBytes + " bytes",
          "a multiple of the " + elementBytes + " bytes of one number");
    }
    if (controlBytes != 0 && controlBytes != gradientBytes) {
      throw new InvalidArgumentException(
          "control of " + name,
          "of " + controlBytes + " bytes",
          "the " + gradientBytes + " bytes of the gradient with respect to it");
    }
    if (stateElementBytes != 0 && stateBytes % stateElementBytes != 0) {
      throw new InvalidArgumentException(
          "state of " + name,
          "of " + stateBytes + " bytes",
          "a multiple of the " + stateElementBytes + " bytes of one number");
    }
    if (fingerprint.isBlank()) {
      throw new InvalidArgumentException(
          "fingerprint of " + name, "'" + fingerprint + "'", "a text that tells parameters apart");
    }
  }

  /// {@return whether a control is declared}
  public boolean hasControl() {
    return controlBytes > 0;
  }

  private static void requirePositive(String what, long value) {
    if (value < 1) {
      throw new InvalidArgumentException(what, value, "1 or more, declared by the foreign code");
    }
  }

  /// Refuses a segment of another size than declared.
  static void requireSize(String what, long actual, long declared) {
    if (actual != declared) {
      throw new InvalidArgumentException(
          what, "of " + actual + " bytes", "the " + declared + " bytes that were declared");
    }
  }
}

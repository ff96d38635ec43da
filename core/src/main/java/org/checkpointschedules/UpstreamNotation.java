package org.checkpointschedules;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;

/// The spelling of actions in the Python package checkpoint_schedules 1.0.4, so that its schedules
/// and ours can be compared line by line.
///
/// | here | there |
/// |---|---|
/// | `Copy(n, a, b, delete=true)` | `Move(n, a, b)` |
/// | `Copy(n, a, b, delete=false)` | `Copy(n, a, b)` |
/// | `TAPE`, and `NONE` in a `Forward` | `StorageType.WORK` |
/// | any other place `X` | `StorageType.X` |
/// | `true`, `false` | `True`, `False` |
///
/// Printing is a function of the action alone, and parses back to the same action. A `Forward` that
/// writes nothing is read with either spelling of nowhere, `WORK` or `NONE`.
public final class UpstreamNotation {
  private static final String PREFIX = "StorageType.";

  private UpstreamNotation() {}

  /// {@return the action in the upstream spelling}
  ///
  /// @param action any action
  public static String print(Action action) {
    return switch (action) {
      case Forward f ->
          "Forward(%d, %d, %s, %s, %s)"
              .formatted(
                  f.n0(),
                  f.n1(),
                  python(f.writeIcs()),
                  python(f.writeAdjDeps()),
                  f.storage().equals(NONE) ? PREFIX + "WORK" : place(f.storage()));
      case Reverse r -> "Reverse(%d, %d, %s)".formatted(r.n0(), r.n1(), python(r.clearAdjDeps()));
      case Copy c ->
          "%s(%d, %s, %s)"
              .formatted(c.delete() ? "Move" : "Copy", c.n(), place(c.from()), place(c.to()));
      case EndForward _ -> "EndForward()";
      case EndReverse _ -> "EndReverse()";
    };
  }

  /// Reads an action in the upstream spelling.
  ///
  /// @param text one action, as [#print(Action)] writes it
  /// @return the action
  /// @throws InvalidArgumentException if the text is no action
  public static Action parse(String text) {
    var call = new ActionText(text);
    return switch (call.name()) {
      case "Forward" -> {
        call.expect(5, "Forward(n0, n1, WRITE_ICS, WRITE_ADJ_DEPS, StorageType.X)");
        boolean writeIcs = call.flag(2, "True", "False");
        boolean writeAdjDeps = call.flag(3, "True", "False");
        StorageLocation storage = place(call, 4);
        boolean nowhere = !writeIcs && !writeAdjDeps && storage.equals(TAPE);
        yield new Forward(
            call.step(0), call.step(1), writeIcs, writeAdjDeps, nowhere ? NONE : storage);
      }
      case "Reverse" -> {
        call.expect(3, "Reverse(n0, n1, CLEAR_ADJ_DEPS)");
        yield new Reverse(call.step(0), call.step(1), call.flag(2, "True", "False"));
      }
      case "Copy", "Move" -> {
        call.expect(3, call.name() + "(n, StorageType.FROM, StorageType.TO)");
        yield new Copy(call.step(0), place(call, 1), place(call, 2), call.name().equals("Move"));
      }
      case "EndForward" -> {
        call.expect(0, "EndForward()");
        yield new EndForward();
      }
      case "EndReverse" -> {
        call.expect(0, "EndReverse()");
        yield new EndReverse();
      }
      default -> throw call.refused("Forward, Reverse, Copy, Move, EndForward or EndReverse");
    };
  }

  private static String python(boolean value) {
    return value ? "True" : "False";
  }

  private static String place(StorageLocation location) {
    return PREFIX + (location.equals(TAPE) ? "WORK" : location.name());
  }

  private static StorageLocation place(ActionText call, int index) {
    String text = call.argument(index);
    if (!text.startsWith(PREFIX)) {
      throw call.refused(PREFIX + "NAME as argument " + (index + 1));
    }
    String name = text.substring(PREFIX.length());
    return name.equals("WORK") ? TAPE : StorageLocation.of(name);
  }
}

package org.checkpointschedules;

import java.util.Arrays;

/// Splits `Name(argument, ...)` and reads the arguments; both notations stand on it.
final class ActionText {
  /// More than any action has.
  private static final int MOST_ARGUMENTS = 8;

  private final String text;
  private final String name;
  private final String[] arguments;

  ActionText(String text) {
    this.text = text;
    String call = text.strip();
    int open = call.indexOf('(');
    if (open < 0 || !call.endsWith(")")) {
      throw notACall();
    }
    name = call.substring(0, open).stripTrailing();
    if (!isWord(name)) {
      throw notACall();
    }
    arguments = arguments(call.substring(open + 1, call.length() - 1));
  }

  /// Split at the commas by hand: schedules have millions of lines.
  private String[] arguments(String inside) {
    if (inside.isBlank()) {
      return new String[0];
    }
    var found = new String[MOST_ARGUMENTS];
    int count = 0;
    int from = 0;
    while (from <= inside.length()) {
      int comma = inside.indexOf(',', from);
      int to = comma < 0 ? inside.length() : comma;
      if (count == MOST_ARGUMENTS) {
        throw notACall();
      }
      found[count++] = inside.substring(from, to).strip();
      from = to + 1;
    }
    return Arrays.copyOf(found, count);
  }

  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private InvalidArgumentException notACall() {
    return new InvalidArgumentException("action", quoted(text), "Name(argument, ...)");
  }

  static Action parse(String text) {
    var call = new ActionText(text);
    return switch (call.name()) {
      case "Forward" -> {
        call.expect(5, "Forward(n0, n1, writeIcs=B, writeAdjDeps=B, STORAGE)");
        yield new Action.Forward(
            call.step(0),
            call.step(1),
            call.flag(2, "writeIcs=true", "writeIcs=false"),
            call.flag(3, "writeAdjDeps=true", "writeAdjDeps=false"),
            StorageLocation.of(call.argument(4)));
      }
      case "Reverse" -> {
        call.expect(3, "Reverse(n0, n1, clearAdjDeps=B)");
        yield new Action.Reverse(
            call.step(0), call.step(1), call.flag(2, "clearAdjDeps=true", "clearAdjDeps=false"));
      }
      case "Copy" -> {
        call.expect(4, "Copy(n, FROM, TO, delete=B)");
        yield new Action.Copy(
            call.step(0),
            StorageLocation.of(call.argument(1)),
            StorageLocation.of(call.argument(2)),
            call.flag(3, "delete=true", "delete=false"));
      }
      case "EndForward" -> {
        call.expect(0, "EndForward()");
        yield new Action.EndForward();
      }
      case "EndReverse" -> {
        call.expect(0, "EndReverse()");
        yield new Action.EndReverse();
      }
      default -> throw call.refused("Forward, Reverse, Copy, EndForward or EndReverse");
    };
  }

  String name() {
    return name;
  }

  String argument(int index) {
    return arguments[index];
  }

  void expect(int count, String form) {
    if (arguments.length != count) {
      throw refused(form);
    }
  }

  long step(int index) {
    try {
      return Long.parseLong(arguments[index]);
    } catch (NumberFormatException e) {
      throw refused("a whole number as argument " + (index + 1));
    }
  }

  boolean flag(int index, String whenTrue, String whenFalse) {
    if (arguments[index].equals(whenTrue)) {
      return true;
    }
    if (arguments[index].equals(whenFalse)) {
      return false;
    }
    throw refused(whenTrue + " or " + whenFalse + " as argument " + (index + 1));
  }

  InvalidArgumentException refused(String allowed) {
    return new InvalidArgumentException("action", quoted(text), allowed);
  }

  private static String quoted(String text) {
    return "'" + (text.length() <= 120 ? text : text.substring(0, 120) + "...") + "'";
  }
}

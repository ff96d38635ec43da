package org.checkpointschedules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits `Name(argument, ...)` and reads the arguments; both notations stand on it.
final class ActionText {
  private static final Pattern CALL = Pattern.compile("\\s*([A-Za-z]+)\\s*\\((.*)\\)\\s*");

  private final String text;
  private final String name;
  private final String[] arguments;

  ActionText(String text) {
    Matcher matcher = CALL.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidArgumentException("action", quoted(text), "Name(argument, ...)");
    }
    this.text = text;
    name = matcher.group(1);
    String inside = matcher.group(2).strip();
    arguments = inside.isEmpty() ? new String[0] : inside.split("\\s*,\\s*", -1);
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

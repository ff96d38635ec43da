package org.checkpointschedules.cli;

import java.util.regex.Pattern;

/// A level's limit said in bytes, in place of slots.
record ByteBudget(long bytes) {
  private static final Pattern WITH_UNIT = Pattern.compile("[0-9.][0-9._]*([eE]\\d+)? ?[A-Za-z]+");

  /// Slots as a `Long`, or a budget: a number with a byte unit is one, a bare number is not.
  static Object parse(String name, String text, long least, long most) {
    return WITH_UNIT.matcher(text).matches()
        ? new ByteBudget(ByteSize.parse(name, text))
        : (Object) Numbers.whole(name, text, least, most);
  }
}

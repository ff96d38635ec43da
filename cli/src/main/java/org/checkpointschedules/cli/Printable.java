package org.checkpointschedules.cli;

import java.util.regex.Pattern;

/// Text of others for a terminal, without what it would obey: controls, those above 128 too, marks
/// that turn the direction of text, ends of lines and paragraphs, halves of characters.
final class Printable {
  private static final Pattern NOT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Printable() {}

  /// The text with a question mark for each of them.
  static String text(String text) {
    return NOT.matcher(text).replaceAll("?");
  }

  /// Whether a character is none of them.
  static boolean is(int character) {
    return !NOT.matcher(Character.toString(character)).matches();
  }
}

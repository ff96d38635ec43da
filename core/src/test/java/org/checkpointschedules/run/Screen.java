package org.checkpointschedules.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a terminal of 80 columns shows after the control sequences that progress uses; others fail.
final class Screen implements Appendable {
  private static final int COLUMNS = 80;
  private static final Pattern PIECE = Pattern.compile("\u001b\\[([?\\d]*)([A-Za-z])|[\\s\\S]");

  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int column;
  private boolean clips;

  @Override
  public Screen append(CharSequence text) {
    Matcher piece = PIECE.matcher(text);
    while (piece.find()) {
      if (piece.group(2) != null) {
        control(piece.group(1) + piece.group(2));
      } else {
        put(piece.group().charAt(0));
      }
    }
    return this;
  }

  @Override
  public Screen append(CharSequence text, int start, int end) {
    return append(text.subSequence(start, end));
  }

  @Override
  public Screen append(char c) {
    return append(String.valueOf(c));
  }

  private void control(String sequence) {
    switch (sequence) {
      case "?7l" -> clips = true;
      case "?7h" -> clips = false;
      case "K" -> lines.get(row).setLength(column);
      case "J" -> {
        lines.get(row).setLength(column);
        lines.subList(row + 1, lines.size()).forEach(line -> line.setLength(0));
      }
      case "2A" -> row -= 2;
      default -> throw new IllegalArgumentException(sequence);
    }
  }

  private void put(char c) {
    switch (c) {
      case '\r' -> column = 0;
      case '\n' -> {
        row++;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      }
      default -> {
        if (column >= COLUMNS) {
          throw new IllegalArgumentException("a line is too long");
        }
        StringBuilder line = lines.get(row);
        line.setLength(Math.max(line.length(), column));
        line.replace(column, column + 1, String.valueOf(c));
        column++;
      }
    }
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  String cursor() {
    return row + ", " + column;
  }

  boolean clips() {
    return clips;
  }
}

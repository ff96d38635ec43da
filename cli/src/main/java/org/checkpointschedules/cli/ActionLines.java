package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.checkpointschedules.Action;
import org.checkpointschedules.InvalidArgumentException;

/// The actions of a file, one a line, each line in whichever of the notations it is spelled; blank
/// lines are passed over. Knows where it is, for messages. Not thread safe.
final class ActionLines implements Iterator<Action> {
  /// Far longer than any action; what comes is no schedule at all.
  private static final int LONGEST_LINE = 4096;

  private final LineReader lines;
  private final String name;
  private long number;
  private String next;

  ActionLines(InputStream file, String name) {
    lines = new LineReader(file, LONGEST_LINE);
    this.name = name;
  }

  /// `line 5 of FILE`, the line read last.
  String place() {
    return "line " + number + " of " + name;
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null || next.isBlank()) {
        next = lines.read();
        if (next == null) {
          return false;
        }
        number++;
      }
      return true;
    } catch (IOException e) {
      throw new WrongRequest(name + " cannot be read: " + e);
    }
  }

  @Override
  public Action next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    String line = next;
    next = null;
    try {
      return notation(line).parse(line);
    } catch (InvalidArgumentException e) {
      throw new WrongRequest(place() + ": " + e.getMessage());
    }
  }

  /// Each notation has what the others lack; the ends are spelled alike.
  private static Notation notation(String line) {
    if (line.strip().startsWith("{")) {
      return Notation.JSONL;
    }
    return line.contains("True") || line.contains("False") || line.contains("StorageType")
        ? Notation.UPSTREAM
        : Notation.ACTIONS;
  }
}

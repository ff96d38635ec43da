package org.checkpointschedules.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Notes of what was cut from a schedule while it was read: of each kind how often, and where
/// first. Not thread safe.
final class CutNotes {
  /// What may be cut.
  enum Kind {
    PREFIX("what a log puts before an action was cut"),
    FOREIGN("a line that names no action was passed over"),
    END("a block that reaches past the last step was cut there"),
    SPREAD("a Forward that stores the adjoint data of several steps was taken step by step");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private static final class Tally {
    private long times;
    private final long line;
    private final String first;

    Tally(long line, String first) {
      this.line = line;
      this.first = first;
    }

    String said(Kind kind) {
      return "%s%s, line %d: %s"
          .formatted(
              kind.words,
              times == 1 ? "" : ", " + times + " times, the first",
              line,
              Numbers.shortened(first));
    }
  }

  private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);

  void add(Kind kind, long line, String text) {
    tallies.computeIfAbsent(kind, _ -> new Tally(line, text)).times++;
  }

  /// One text for each kind that there was.
  List<String> texts() {
    return tallies.entrySet().stream().map(entry -> entry.getValue().said(entry.getKey())).toList();
  }
}

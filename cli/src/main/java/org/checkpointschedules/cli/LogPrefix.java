package org.checkpointschedules.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What logs, prompts, numbering and tables put before an action on its line. Only forms that are
/// known are cut: a minus of a patch, or a word, may mean that the action does not count.
///
/// @param length how many characters of the line it takes
/// @param rank the rank of a parallel job that it names
record LogPrefix(int length, Optional<String> rank) {
  /// More than any log puts there.
  private static final int LONGEST = 300;

  private static final String SEPARATOR = "(?:\\s*[:|.),=\\]]+\\s*|\\s+[-\u2013|]+\\s+|\\s+)";

  private static final String DATE = "\\d{4}[-/]\\d\\d[-/]\\d\\d";

  private static final String TIME =
      "\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?:Z|\\s?[+-]\\d\\d:?\\d\\d)?";

  /// `INFO`, and the logger's name after it: `INFO:root:`.
  private static final String GRAVITY =
      "\\[?(?i:trace|debug|info|notice|warn|warning|error|critical|fatal)\\]?"
          + "(?::[\\w.-]+(?=:)|\\s*\\[[\\w.-]+\\](?=\\s))?";

  private static final String RANK =
      "\\[?(?i:rank|proc|process|pe)[ =#:]{0,2}(?<rank>\\d+)(?:\\s?(?:/|of)\\s?\\d+)?\\]?";

  /// As `mpirun --tag-output` writes them.
  private static final String TAG = "\\[\\d+,(?<tag>\\d+)\\]<std(?:out|err)>";

  /// `12`, `[12]`, `(12)`, `#12`, seconds with decimals.
  private static final String NUMBER = "[#\\[(]?\\s*\\d+(?:\\.\\d+)?s?[\\])]?";

  private static final String PROMPT = ">{1,3}|\\.\\.\\.|(?:In|Out)\\s?\\[\\d+\\]";

  /// The second column of the tables in the tutorial of checkpoint_schedules: arrows for the steps.
  private static final String ARROWS =
      "(?:\\.\\s+)*+[-*+\u25b7\u25b6\u25c0]*[\u25b7\u25b6\u25c0][-+\u25b7\u25b6\u25c0]*";

  private static final String LABEL = "(?i:action|step)|End (?:Forward|Reverse)(?=\\s)";

  /// A logger's name between a time and a level, or a place in a program after them: `12:00:01 -
  /// solver - INFO - `, `12:00:01 | INFO | __main__:solve:12 - `.
  private static final String NAME =
      "(?<=\\s-\\s)[\\w.]+(?=\\s-\\s)|(?<=\\|\\s)[\\w.]+:[\\w<>]+:\\d+(?=\\s-\\s)";

  private static final Pattern PIECE =
      Pattern.compile(
          "(?:"
              + String.join(
                  "|",
                  "\\[?" + DATE + "(?:[T ]" + TIME + ")?\\]?",
                  "\\[?" + TIME + "\\]?",
                  TAG,
                  RANK,
                  GRAVITY,
                  NAME,
                  PROMPT,
                  ARROWS,
                  LABEL,
                  NUMBER)
              + ")"
              + SEPARATOR);

  /// The prefix of a line, of length 0 where there is none.
  static LogPrefix of(String line) {
    Matcher piece = PIECE.matcher(line);
    piece.useTransparentBounds(true);
    int end = Math.min(line.length(), LONGEST);
    int at = 0;
    Optional<String> rank = Optional.empty();
    while (piece.region(at, end).lookingAt()) {
      at = piece.end();
      String named = piece.group("rank") != null ? piece.group("rank") : piece.group("tag");
      rank = named == null ? rank : Optional.of(named);
    }
    return new LogPrefix(at, rank);
  }
}

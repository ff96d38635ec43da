package org.checkpointschedules.plot;

import java.util.List;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;

/// What the first line of a trace says: what was run.
///
/// Immutable.
///
/// @param steps forward steps, 1 to [CheckpointSchedule#MAX_STEPS]
/// @param schedule the schedule's name, or any title, at most [#LONGEST_NAME] characters on one
///   line
/// @param levels the levels that the schedule may use, fastest first, at most [#MOST_LEVELS], each
///   name once
public record TraceHeader(long steps, String schedule, List<Level> levels) {
  /// The longest name, in characters.
  public static final int LONGEST_NAME = 200;

  /// The most levels that can be told apart in a picture.
  public static final int MOST_LEVELS = 16;

  /// Checks the steps, the name and the levels.
  ///
  /// @throws InvalidArgumentException if one is out of range
  public TraceHeader {
    if (steps < 1 || steps > CheckpointSchedule.MAX_STEPS) {
      throw new InvalidArgumentException(
          "steps", steps, "a whole number from 1 to " + CheckpointSchedule.MAX_STEPS);
    }
    checkName("schedule", schedule, LONGEST_NAME);
    levels = List.copyOf(levels);
    if (levels.size() > MOST_LEVELS) {
      throw new InvalidArgumentException(
          "levels", levels.size() + " levels", "at most " + MOST_LEVELS);
    }
    if (levels.stream().map(Level::location).distinct().count() != levels.size()) {
      throw new InvalidArgumentException(
          "levels", levels.stream().map(Level::location).toList(), "each name once");
    }
  }

  /// {@return the header of a run of that schedule}
  ///
  /// @param schedule its name becomes the title
  /// @throws InvalidArgumentException if its name is too long, or it has more than [#MOST_LEVELS]
  ///   levels
  public static TraceHeader of(CheckpointSchedule schedule) {
    return new TraceHeader(schedule.steps(), schedule.name(), schedule.levels());
  }

  /// Refuses a name that a picture or a line of a file could not show as it stands.
  static void checkName(String argument, String name, int longest) {
    if (name == null
        || name.isBlank()
        || name.length() > longest
        || name.codePoints().anyMatch(TraceHeader::unprintable)) {
      throw new InvalidArgumentException(
          argument, name, "1 to " + longest + " printable characters on one line");
    }
  }

  private static boolean unprintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}

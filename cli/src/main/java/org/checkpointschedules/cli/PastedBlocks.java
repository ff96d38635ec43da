package org.checkpointschedules.cli;

import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;

/// Blocks of steps as those write them who learn the number of steps only at the end: a block
/// reaches past it and is cut there, and one `Forward` stores the adjoint data of all its steps,
/// each for itself. Not thread safe.
final class PastedBlocks {
  /// In the notation of checkpoint_schedules: adjoint data, no restart data, to a level.
  private static final Pattern SPREAD =
      Pattern.compile(
          "Forward\\s*\\(\\s*(\\d{1,19})\\s*,\\s*(\\d{1,19})\\s*,\\s*False\\s*,\\s*True\\s*,"
              + "\\s*StorageType\\.(?!WORK\\b|NONE\\b|TAPE\\b)([\\w-]+)\\s*\\)");

  private final long steps;
  private final CutNotes notes;

  PastedBlocks(long steps, CutNotes notes) {
    this.steps = steps;
    this.notes = notes;
  }

  /// What an action's text stands for.
  ///
  /// @throws InvalidArgumentException if it stands for none
  Iterator<Action> of(Notation notation, String text, long line) {
    if (notation == Notation.UPSTREAM) {
      Matcher spread = SPREAD.matcher(text);
      if (spread.matches()) {
        long n0 = step(spread.group(1), text);
        long n1 = step(spread.group(2), text);
        if (n1 - n0 > 1) {
          return spread(n0, n1, StorageLocation.of(spread.group(3)), text, line);
        }
      }
    }
    return cut(notation.parse(text), line);
  }

  /// The action, up to the last step.
  Iterator<Action> cut(Action action, long line) {
    Action cut =
        switch (action) {
          case Forward f when f.n1() > steps && f.n0() < steps ->
              new Forward(f.n0(), steps, f.writeIcs(), f.writeAdjDeps(), f.storage());
          case Reverse r when r.n0() > steps && r.n1() < steps ->
              new Reverse(steps, r.n1(), r.clearAdjDeps());
          default -> action;
        };
    if (cut != action) {
      notes.add(CutNotes.Kind.END, line, action.toString());
    }
    return List.of(cut).iterator();
  }

  private Iterator<Action> spread(long n0, long n1, StorageLocation level, String text, long line) {
    boolean past = n1 > steps && n0 < steps;
    if (past) {
      notes.add(CutNotes.Kind.END, line, text);
    }
    notes.add(CutNotes.Kind.SPREAD, line, text);
    return LongStream.range(n0, past ? steps : n1)
        .<Action>mapToObj(n -> new Forward(n, n + 1, false, true, level))
        .iterator();
  }

  private static long step(String digits, String text) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new InvalidArgumentException(
          "action", Numbers.quoted(text), "steps up to " + Long.MAX_VALUE);
    }
  }
}

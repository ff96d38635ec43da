package org.checkpointschedules.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// The actions of a short schedule drawn against the steps, as the field's papers do: time runs
/// down the page, steps across. Restart data held in a level shows as the level's letter at the
/// start of its step, adjoint data as the small letter within the step.
///
/// ```
/// 0   1   2
/// R-->         forward 0 to 1, store restart data in RAM
/// R   ===>     forward 1 to 2, record in TAPE
/// R    <==     adjoint 2 to 1
/// ```
final class Drawing {
  private static final int MOST_STEPS = 40;
  private static final long MOST_ACTIONS = 200;

  private final int width;
  private final int steps;
  private final Map<StorageLocation, Character> letters = new LinkedHashMap<>();

  /// What is held where: the position in a row, and the letter there.
  private final Map<Integer, Character> held = new TreeMap<>();

  private Drawing(CheckpointSchedule plan) {
    steps = (int) plan.steps();
    width = steps <= 24 ? 4 : 2;
    for (Level level : plan.levels()) {
      letters.put(level.location(), letter(level.location().name()));
    }
  }

  static boolean fits(CheckpointSchedule plan, Forecast forecast) {
    return plan.steps() <= MOST_STEPS
        && plan.levels().size() <= 20
        && forecast.actions().orElse(Long.MAX_VALUE) <= MOST_ACTIONS;
  }

  static void print(CheckpointSchedule plan, PrintStream out) {
    var drawing = new Drawing(plan);
    out.println(drawing.scale());
    for (Action action : plan) {
      char[] row = drawing.row(action);
      out.println(new String(row) + "  " + text(action));
    }
    out.println(drawing.legend());
  }

  /// The step numbers, as many as there is room for.
  private String scale() {
    var scale = new StringBuilder();
    int every = width == 4 ? 1 : 5;
    for (int step = 0; step <= steps; step += every) {
      while (scale.length() < step * width) {
        scale.append(' ');
      }
      scale.append(step);
    }
    return scale.toString();
  }

  private char[] row(Action action) {
    var row = new char[steps * width + 1];
    Arrays.fill(row, ' ');
    switch (action) {
      case Forward f -> {
        char stroke = f.writeAdjDeps() ? '=' : '-';
        Arrays.fill(row, at(f.n0()), at(f.n1()), stroke);
        row[at(f.n1()) - 1] = '>';
        if (f.writeIcs()) {
          held.put(at(f.n0()), letters.get(f.storage()));
        }
        if (f.writeAdjDeps() && f.storage().isLevel()) {
          held.put(within(f.n0()), small(f.storage()));
        }
      }
      case Reverse r -> {
        Arrays.fill(row, at(r.n1()) + 1, at(r.n0()), '=');
        row[at(r.n1()) + 1] = '<';
      }
      case Copy _, EndForward _, EndReverse _ -> {}
    }
    held.forEach((position, letter) -> row[position] = letter);
    if (action instanceof Copy c) {
      copied(c, row);
    }
    return row;
  }

  /// What a copy reads shows as `^`, what it only deletes as `x`; deleted, it is gone from the next
  /// row on.
  private void copied(Copy c, char[] row) {
    for (int position : new int[] {at(c.n()), within(c.n())}) {
      Character letter = held.get(position);
      if (letter == null || Character.toUpperCase(letter) != letters.get(c.from())) {
        continue;
      }
      row[position] = c.to().equals(StorageLocation.TAPE) ? '^' : 'x';
      if (c.delete()) {
        held.remove(position);
      }
      if (c.to().isLevel()) {
        boolean restart = position == at(c.n());
        held.put(position, restart ? letters.get(c.to()) : small(c.to()));
      }
    }
  }

  private String legend() {
    var legend = new StringBuilder("\n");
    letters.forEach((level, letter) ->
        legend.append(
            "%s restart data in %s, %s adjoint data in it   "
                .formatted(letter, level, Character.toLowerCase(letter))));
    if (!letters.isEmpty()) {
      legend.append("^ read back\n");
    }
    return legend.append("---> forward   ===> forward, recording   <=== adjoint").toString();
  }

  private static String text(Action action) {
    return switch (action) {
      case Forward f -> "forward " + f.n0() + " to " + f.n1() + stored(f);
      case Reverse r -> "adjoint " + r.n0() + " to " + r.n1();
      case Copy c ->
          (c.to().equals(StorageLocation.NONE) ? "drop " : "read ")
              + c.n()
              + " from "
              + c.from()
              + (c.to().isLevel() ? " to " + c.to() : "")
              + (c.delete() && !c.to().equals(StorageLocation.NONE) ? ", the last time" : "");
      case EndForward _ -> "the forward has ended";
      case EndReverse _ -> "the adjoint has ended";
    };
  }

  private static String stored(Forward f) {
    String what =
        f.writeIcs() && f.writeAdjDeps()
            ? ", store restart and adjoint data in "
            : f.writeIcs() ? ", store restart data in " : ", record in ";
    return f.writeIcs() || f.writeAdjDeps() ? what + f.storage() : "";
  }

  private int at(long step) {
    return (int) step * width;
  }

  private int within(long step) {
    return at(step) + width / 2;
  }

  private char small(StorageLocation level) {
    return Character.toLowerCase(letters.get(level));
  }

  /// The first letter of the name that no other level has.
  private char letter(String name) {
    for (char c : (name + "ABCDEFGHIJKLMNOPQRSTUVWXYZ").toUpperCase(Locale.ROOT).toCharArray()) {
      if (Character.isLetter(c) && !letters.containsValue(c)) {
        return c;
      }
    }
    throw new IllegalStateException("more levels than letters: " + letters);
  }
}

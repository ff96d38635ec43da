package org.checkpointschedules.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;

/// Every way to spoil a list of actions in one place.
final class Mutants {
  private static final List<StorageLocation> PLACES =
      List.of(
          StorageLocation.RAM,
          StorageLocation.DISK,
          StorageLocation.level("SSD"),
          StorageLocation.TAPE,
          StorageLocation.NONE);

  enum Kind {
    REMOVE("one action removed"),
    CUT("everything from one action on cut off"),
    DUPLICATE("one action done twice in a row"),
    REPEAT("one action done again elsewhere"),
    MOVE("one action moved elsewhere"),
    SWAP("two actions swapped"),
    ALTER_STEP("a step number altered by 1 or 2"),
    ALTER_FLAG("a flag, or the kind of an end, altered"),
    ALTER_PLACE("a place altered, or source and target swapped");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }
  }

  private Mutants() {}

  /// Hands over each mutant that differs from the original.
  static void each(List<Action> actions, BiConsumer<Kind, List<Action>> judge) {
    BiConsumer<Kind, List<Action>> differing =
        (kind, mutant) -> {
          if (!mutant.equals(actions)) {
            judge.accept(kind, mutant);
          }
        };
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      var without = new ArrayList<>(actions);
      without.remove(i);
      differing.accept(Kind.REMOVE, without);
      differing.accept(Kind.CUT, actions.subList(0, i));
      for (int j = 0; j <= actions.size(); j++) {
        boolean beside = j == i || j == i + 1;
        if (!beside || j == i) {
          differing.accept(beside ? Kind.DUPLICATE : Kind.REPEAT, with(actions, j, action));
        }
        if (j < actions.size()) {
          differing.accept(Kind.MOVE, with(without, j, action));
        }
        if (j > i && j < actions.size()) {
          var swapped = new ArrayList<>(actions);
          swapped.set(i, actions.get(j));
          swapped.set(j, action);
          differing.accept(Kind.SWAP, swapped);
        }
      }
      int at = i;
      alter(action)
          .forEach(altered -> {
            var mutant = new ArrayList<>(actions);
            mutant.set(at, altered.action());
            differing.accept(altered.kind(), mutant);
          });
    }
  }

  /// Every alteration of one action.
  static List<Action> alterations(Action action) {
    return alter(action).stream().map(Altered::action).toList();
  }

  private static Set<Altered> alter(Action action) {
    var byKind = new Alterations();
    switch (action) {
      case Forward(long n0, long n1, boolean ics, boolean adj, StorageLocation place) -> {
        for (long d : new long[] {-2, -1, 1, 2}) {
          byKind.step(() -> new Forward(n0 + d, n1, ics, adj, place));
          byKind.step(() -> new Forward(n0, n1 + d, ics, adj, place));
          byKind.step(() -> new Forward(n0 + d, n1 + d, ics, adj, place));
        }
        byKind.flag(() -> new Forward(n0, n1, !ics, adj, place));
        byKind.flag(() -> new Forward(n0, n1, ics, !adj, place));
        byKind.flag(() -> new Forward(n0, n1, !ics, !adj, place));
        byKind.flag(() -> new Forward(n0, n1, false, false, StorageLocation.NONE));
        for (StorageLocation other : PLACES) {
          byKind.place(() -> new Forward(n0, n1, ics, adj, other));
        }
      }
      case Reverse(long n0, long n1, boolean clear) -> {
        for (long d : new long[] {-2, -1, 1, 2}) {
          byKind.step(() -> new Reverse(n0 + d, n1, clear));
          byKind.step(() -> new Reverse(n0, n1 + d, clear));
          byKind.step(() -> new Reverse(n0 + d, n1 + d, clear));
        }
        byKind.flag(() -> new Reverse(n0, n1, !clear));
      }
      case Copy(long n, StorageLocation from, StorageLocation to, boolean delete) -> {
        for (long d : new long[] {-2, -1, 1, 2}) {
          byKind.step(() -> new Copy(n + d, from, to, delete));
        }
        byKind.flag(() -> new Copy(n, from, to, !delete));
        for (StorageLocation other : PLACES) {
          byKind.place(() -> new Copy(n, other, to, delete));
          byKind.place(() -> new Copy(n, from, other, delete));
          byKind.place(() -> new Copy(n, to, from, delete));
        }
      }
      case EndForward _ -> byKind.flag(EndReverse::new);
      case EndReverse _ -> byKind.flag(EndForward::new);
    }
    return byKind.all;
  }

  private static List<Action> with(List<Action> actions, int at, Action action) {
    var longer = new ArrayList<>(actions);
    longer.add(at, action);
    return longer;
  }

  private record Altered(Kind kind, Action action) {}

  /// The alterations of one action, each once, without those that a constructor refuses.
  private static final class Alterations {
    private final Set<Altered> all = new LinkedHashSet<>();

    void step(Supplier<Action> made) {
      add(Kind.ALTER_STEP, made);
    }

    void flag(Supplier<Action> made) {
      add(Kind.ALTER_FLAG, made);
    }

    void place(Supplier<Action> made) {
      add(Kind.ALTER_PLACE, made);
    }

    private void add(Kind kind, Supplier<Action> made) {
      try {
        all.add(new Altered(kind, made.get()));
      } catch (InvalidArgumentException refusedByItsConstructor) {
        // No mutant: no schedule can contain it.
      }
    }
  }
}

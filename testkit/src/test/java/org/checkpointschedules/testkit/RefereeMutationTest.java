package org.checkpointschedules.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.IllegalScheduleException;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Test;

/// Spoils good schedules by the thousand. The referee must kill a mutant exactly when the
/// [ExactRun], which looks at the numbers that a run computes, finds an offence.
class RefereeMutationTest {
  private static final long SEED = 20260101;

  /// What became of a mutant, in the order of the columns of `docs/referee.md`.
  private enum Fate {
    KILLED_GRADIENT_WRONG_OR_MISSING,
    KILLED_GRADIENT_RIGHT,
    SURVIVED_IN_ANOTHER_ORDER,
    SURVIVED_KEEPING_TAPE_LONGER,
    SURVIVED_WITH_MORE_WORK
  }

  @Test
  void theGoodStreamsAreLegal() {
    for (GoodStream stream : GoodStream.all()) {
      assertEquals(Fate.SURVIVED_IN_ANOTHER_ORDER, fate(stream, stream.actions()), stream.name());
    }
  }

  @Test
  void killsExactlyTheIllegalMutantsAndThePageSaysSo() throws IOException {
    var tally = new EnumMap<Mutants.Kind, Map<Fate, Integer>>(Mutants.Kind.class);
    for (GoodStream stream : GoodStream.all()) {
      Mutants.each(
          stream.actions(),
          (kind, mutant) ->
              tally
                  .computeIfAbsent(kind, _ -> new EnumMap<>(Fate.class))
                  .merge(fate(stream, mutant), 1, Integer::sum));
    }
    String page = Files.readString(Path.of("../docs/referee.md"));
    assertTrue(page.contains(table(tally)), "docs/referee.md should say:\n" + table(tally));
  }

  @Test
  void killsExactlyTheIllegalMutantsOfOurSchedules() {
    for (CheckpointSchedule schedule : EverySchedule.of(5)) {
      GoodStream stream = GoodStream.of(schedule);
      Mutants.each(stream.actions(), (_, mutant) -> agreedBreach(stream, mutant));
    }
  }

  @Test
  void killsExactlyTheIllegalAmongMutantsOfMutants() {
    var random = new SplittableRandom(SEED);
    var streams = GoodStream.all();
    int legal = 0;
    for (int round = 0; round < 40_000; round++) {
      GoodStream stream = streams.get(random.nextInt(streams.size()));
      var mutant = new ArrayList<>(stream.actions());
      for (int i = random.nextInt(2, 4); i > 0; i--) {
        spoil(mutant, stream, random);
      }
      legal += agreedBreach(stream, mutant) == null ? 1 : 0;
    }
    assertTrue(legal > 200, "seed " + SEED + ": only " + legal + " mutants were legal");
  }

  private static void spoil(List<Action> mutant, GoodStream stream, SplittableRandom random) {
    int at = random.nextInt(mutant.size());
    switch (random.nextInt(4)) {
      case 0 -> mutant.add(at, mutant.get(random.nextInt(mutant.size())));
      case 1 -> mutant.add(at, stream.actions().get(random.nextInt(stream.actions().size())));
      case 2 -> mutant.add(random.nextInt(mutant.size()), mutant.remove(at));
      default -> {
        var altered = Mutants.alterations(mutant.get(at));
        if (!altered.isEmpty()) {
          mutant.set(at, altered.get(random.nextInt(altered.size())));
        }
      }
    }
  }

  private static Fate fate(GoodStream stream, List<Action> mutant) {
    if (agreedBreach(stream, mutant) != null) {
      return exactRun(stream, mutant).gradientsRight()
          ? Fate.KILLED_GRADIENT_RIGHT
          : Fate.KILLED_GRADIENT_WRONG_OR_MISSING;
    }
    Counts original = counts(stream, stream.actions());
    Counts survivor = counts(stream, mutant);
    if (survivor.equals(original)) {
      return Fate.SURVIVED_IN_ANOTHER_ORDER;
    }
    if (work(survivor) > work(original)) {
      return Fate.SURVIVED_WITH_MORE_WORK;
    }
    var peaks = new HashMap<>(survivor.peak());
    peaks.put(StorageLocation.TAPE, original.peak().get(StorageLocation.TAPE));
    assertEquals(original.peak(), peaks, "a survivor of another kind than the page explains");
    assertEquals(work(original), work(survivor), "a survivor of another kind");
    return Fate.SURVIVED_KEEPING_TAPE_LONGER;
  }

  /// What the referee says; fails unless the exact run agrees.
  private static String agreedBreach(GoodStream stream, List<Action> mutant) {
    String breach = breach(stream, mutant);
    ExactRun run = exactRun(stream, mutant);
    if ((breach == null) != run.legal()) {
      fail(
          "%s: the referee says %s, the numbers say %s, of%n%s"
              .formatted(
                  stream.name(),
                  breach == null ? "legal" : breach,
                  run.offences(),
                  String.join("\n", mutant.stream().map(Action::toString).toList())));
    }
    return breach;
  }

  private static String breach(GoodStream stream, List<Action> actions) {
    var referee = ScheduleReferee.of(stream.steps(), stream.levels());
    try {
      actions.forEach(referee::accept);
      referee.finish(!stream.keeps());
      return null;
    } catch (IllegalScheduleException e) {
      return e.getMessage();
    }
  }

  private static ExactRun exactRun(GoodStream stream, List<Action> actions) {
    return ExactRun.of(stream.steps(), stream.levels(), actions, !stream.keeps());
  }

  private static Counts counts(GoodStream stream, List<Action> actions) {
    var referee = ScheduleReferee.of(stream.steps(), stream.levels());
    actions.forEach(referee::accept);
    return referee.counts();
  }

  private static long work(Counts counts) {
    long work = counts.forwardSteps() + counts.adjointSteps() + counts.actions();
    for (StorageLocation level : counts.writes().keySet()) {
      work += counts.writes().get(level) + counts.reads().get(level);
    }
    return work;
  }

  private static String table(Map<Mutants.Kind, Map<Fate, Integer>> tally) {
    var table = new StringBuilder();
    var all = new EnumMap<Fate, Integer>(Fate.class);
    tally.forEach((kind, fates) -> {
      row(table, kind.description(), fates);
      fates.forEach((fate, count) -> all.merge(fate, count, Integer::sum));
    });
    row(table, "all", all);
    return table.toString();
  }

  private static void row(StringBuilder table, String name, Map<Fate, Integer> fates) {
    int sum = fates.values().stream().mapToInt(Integer::intValue).sum();
    table.append("| ").append(name).append(" | ").append(sum);
    for (Fate fate : Fate.values()) {
      table.append(" | ").append(fates.getOrDefault(fate, 0));
    }
    table.append(" |\n");
  }
}

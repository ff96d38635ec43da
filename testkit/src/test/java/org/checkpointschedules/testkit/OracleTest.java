package org.checkpointschedules.testkit;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The oracles against each other and against optima that were found elsewhere.
class OracleTest {
  private static final long SEED = 20260102;

  @Test
  void bruteForceFindsTheReferenceOptimaOfTwoLevels() {
    assertTrue(compareTwoLevels(9) > 900);
  }

  @Test
  @Tag("heavy")
  void bruteForceFindsTheReferenceOptimaOfTwoLevelsAtFullSize() {
    assertTrue(compareTwoLevels(12) == 1397);
  }

  private static int compareTwoLevels(int largest) {
    int compared = 0;
    for (var row : ReferenceTable.read("bruteforce.csv")) {
      if (row.whole("n") <= largest) {
        var levels =
            List.of(
                Level.free(RAM, row.whole("c0")),
                new Level(DISK, row.whole("c1"), row.decimal("w"), row.decimal("r")));
        compare(row, levels);
        compared++;
      }
    }
    return compared;
  }

  @Test
  void bruteForceFindsTheReferenceOptimaOfUnlimitedDisk() {
    assertTrue(compareUnlimitedDisk(9) > 200);
  }

  @Test
  @Tag("heavy")
  void bruteForceFindsTheReferenceOptimaOfUnlimitedDiskAtFullSize() {
    assertEquals(344, compareUnlimitedDisk(12));
  }

  private static int compareUnlimitedDisk(int largest) {
    int compared = 0;
    for (var row : ReferenceTable.read("bruteforce_unlimited_disk.csv")) {
      if (row.whole("n") <= largest) {
        var levels =
            List.of(
                Level.free(RAM, row.whole("c0")),
                new Level(DISK, Level.UNBOUNDED, row.decimal("w"), row.decimal("r")));
        compare(row, levels);
        compared++;
      }
    }
    return compared;
  }

  private static void compare(ReferenceTable.Row row, List<Level> levels) {
    var costs = new StepCosts(row.decimal("uf"), row.decimal("ub"));
    int n = row.whole("n");
    Optional<BigDecimal> optimum = row.optionalDecimal("bruteforce");
    same(optimum, BruteForce.restartOnly(n, levels, costs), row);
    same(optimum, PlainRecurrence.of(n, levels, costs).cost(n), row);
  }

  @Test
  void bruteForceFindsTheLexicographicOptima() {
    // A forward step dearer than all disk accesses together: first the steps, then the accesses.
    int dear = 1_000;
    var costs = StepCosts.of(dear, 0);
    for (var row : ReferenceTable.read("bruteforce_multistage_lexicographic.csv")) {
      int n = row.whole("n");
      if (n <= 9) {
        var levels =
            List.of(Level.free(RAM, row.whole("c0")), Level.of(DISK, row.whole("c1"), 1, 1));
        long expected = (long) dear * row.whole("min_forward") + row.whole("min_disk_accesses");
        same(
            Optional.of(BigDecimal.valueOf(expected)),
            BruteForce.restartOnly(n, levels, costs),
            row);
        same(
            Optional.of(BigDecimal.valueOf(expected)),
            PlainRecurrence.of(n, levels, costs).cost(n),
            row);
      }
    }
  }

  @Test
  void theRecurrenceGivesTheReferenceOptimaOfManyLevels() {
    for (var row : ReferenceTable.read("hrevolve_optimal.csv")) {
      var levels = row.levels("c", "w", "r");
      assertEquals(row.whole("K"), levels.size());
      var costs = new StepCosts(row.decimal("uf"), row.decimal("ub"));
      int n = row.whole("n");
      same(row.optionalDecimal("optimum"), PlainRecurrence.of(n, levels, costs).cost(n), row);
    }
  }

  @Test
  void theRecurrenceIsTheBruteForceOnRandomMonotoneLevels() {
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 300; round++) {
      int n = random.nextInt(1, 9);
      var levels = new ArrayList<Level>();
      double write = 0;
      double read = 0;
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        write += random.nextInt(0, 8) / 4.0;
        read += random.nextInt(0, 8) / 4.0;
        var place = StorageLocation.level("L" + levels.size());
        levels.add(Level.of(place, random.nextInt(0, 3), write, read));
      }
      var costs = StepCosts.of(random.nextInt(0, 12) / 4.0, random.nextInt(0, 12) / 4.0);
      same(
          BruteForce.restartOnly(n, levels, costs),
          PlainRecurrence.of(n, levels, costs).cost(n),
          "seed " + SEED + ", round " + round + ": " + n + " " + levels + " " + costs);
    }
  }

  @Test
  void theRecurrenceIsNotTheBruteForceWhereWriteAndReadCostsConflict() {
    var levels = List.of(Level.of(RAM, 1, 3, 50), Level.of(DISK, 1, 5, 10));
    var costs = StepCosts.of(10, 5);
    same(Optional.of(new BigDecimal(468)), BruteForce.restartOnly(9, levels, costs), levels);
    same(Optional.of(new BigDecimal(543)), PlainRecurrence.of(9, levels, costs).cost(9), levels);
  }

  @Test
  void binomialIsTheRecurrenceOfOneFreeLevel() {
    long[][] binomial = PlainRecurrence.binomial(40, 12);
    var costs = StepCosts.of(1, 0);
    var recurrence = PlainRecurrence.of(40, List.of(Level.free(RAM, 12)), costs);
    for (int n = 1; n <= 40; n++) {
      for (int s = 1; s <= 12; s++) {
        same(Optional.of(BigDecimal.valueOf(binomial[n][s])), recurrence.cost(n, s), n + ", " + s);
      }
    }
    // Griewank and Walther: 10 steps with 3 slots take 15 further forward steps.
    assertEquals(25, binomial[10][3]);
  }

  @Test
  void mixedIsTheBruteForceWithAdjointData() {
    long[][] mixed = PlainRecurrence.mixed(8, 7);
    var costs = StepCosts.of(1, 0);
    for (int n = 1; n <= 8; n++) {
      for (int s = 1; s <= 7; s++) {
        var levels = List.of(Level.free(RAM, s));
        same(
            Optional.of(BigDecimal.valueOf(mixed[n][s])),
            BruteForce.restartAndAdjointData(n, levels, costs),
            n + ", " + s);
      }
    }
  }

  @Test
  void noSlotsAreEnoughForOneStepOnly() {
    var none = List.of(Level.free(RAM, 0), Level.of(DISK, 0, 2, 2));
    assertEquals(Optional.of(new BigDecimal(2)), BruteForce.restartOnly(1, none, StepCosts.UNIT));
    assertEquals(Optional.empty(), BruteForce.restartOnly(2, none, StepCosts.UNIT));
    assertEquals(Optional.empty(), BruteForce.restartAndAdjointData(2, none, StepCosts.UNIT));
    var recurrence = PlainRecurrence.of(2, none, StepCosts.UNIT);
    assertEquals(Optional.of(new BigDecimal(2)), recurrence.cost(1));
    assertEquals(Optional.empty(), recurrence.cost(2));
  }

  @Test
  void refusesWhatItCannotHold() {
    var levels = List.of(Level.free(RAM, 1));
    for (int steps : new int[] {0, 15}) {
      assertThrows(
          InvalidArgumentException.class,
          () -> BruteForce.restartOnly(steps, levels, StepCosts.UNIT));
    }
  }

  /// Reference figures are doubles that were summed, so they agree to 12 digits.
  private static void same(
      Optional<BigDecimal> expected, Optional<BigDecimal> actual, Object where) {
    assertEquals(expected.isPresent(), actual.isPresent(), where::toString);
    if (expected.isPresent()) {
      double reference = expected.get().doubleValue();
      double tolerance = 1e-12 * Math.max(1, reference);
      assertEquals(reference, actual.get().doubleValue(), tolerance, where::toString);
    }
  }
}

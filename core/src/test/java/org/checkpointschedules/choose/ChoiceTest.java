package org.checkpointschedules.choose;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.StorageLocation.TAPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.Timing;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.plan.Trajectory;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private static final long STATE = 1_000;
  private static final long DATA = 400;
  private static final long BUFFERS = 500;

  private static LevelFigures level(
      StorageLocation location, double put, double get, double write, double read) {
    return new LevelFigures(
        location,
        STATE,
        DATA,
        location.equals(RAM) ? 0 : BUFFERS,
        Timing.of(put),
        Timing.of(get),
        Timing.of(put / 8),
        Timing.of(get / 4),
        Timing.of(write),
        Timing.of(read),
        Timing.NONE,
        Timing.NONE);
  }

  private static RunFigures figures(double record, double action, LevelFigures... levels) {
    return figures(record, action, 0, levels);
  }

  private static RunFigures figures(
      double record, double action, double afterCopy, LevelFigures... levels) {
    return new RunFigures(
        STATE,
        DATA,
        Timing.of(1),
        Timing.of(record),
        Timing.of(2),
        Timing.of(action),
        Timing.of(afterCopy),
        Timing.NONE,
        0,
        List.of(levels));
  }

  /// The time of a run that does one thing after the other, action by action.
  private static double played(CheckpointSchedule schedule, RunFigures figures) {
    double seconds = 0;
    var held = new java.util.HashMap<String, Boolean>();
    for (Action action : schedule) {
      seconds += figures.action().seconds();
      switch (action) {
        case Action.Forward f -> {
          long n = f.n1() - f.n0();
          seconds +=
              n * (f.writeAdjDeps() ? figures.record().seconds() : figures.forward().seconds());
          if (f.storage().isLevel()) {
            LevelFigures level = figures.level(f.storage()).orElseThrow();
            seconds +=
                f.writeIcs()
                    ? level.put().seconds() + figures.afterCopy().seconds()
                    : level.putData().seconds();
            held.put(f.storage() + " " + f.n0(), f.writeIcs());
          }
        }
        case Action.Reverse r -> seconds += (r.n0() - r.n1()) * figures.adjoint().seconds();
        case Action.Copy c -> {
          assertEquals(TAPE, c.to());
          LevelFigures level = figures.level(c.from()).orElseThrow();
          boolean state = held.get(c.from() + " " + c.n());
          seconds += (state ? level.get() : level.getData()).seconds();
          seconds += figures.afterCopy().seconds();
        }
        case Action.EndForward _, Action.EndReverse _ -> {}
      }
    }
    return seconds;
  }

  /// Every schedule on every number of slots up to those that there are.
  private static List<CheckpointSchedule> all(long n, long ram, long disk, RunFigures figures) {
    var all = new ArrayList<CheckpointSchedule>();
    all.add(SingleMemoryCheckpointSchedule.of(n));
    var costs = StepCosts.of(1, 2);
    for (long a = 0; a <= ram; a++) {
      for (long b = 0; b <= disk; b++) {
        if (a + b == 0) {
          continue;
        }
        Problem problem = Problem.steps(n).costs(costs);
        if (a > 0) {
          problem = problem.level(priced(figures, RAM, a));
        }
        if (b > 0) {
          problem = problem.level(priced(figures, DISK, b));
        }
        all.add(RevolveCheckpointSchedule.of(problem));
        all.add(MultistageCheckpointSchedule.of(problem, Trajectory.MAXIMUM));
        if (a == 0 || b == 0) {
          all.add(MixedCheckpointSchedule.of(problem));
        }
        if (a == 0 && b >= n) {
          all.add(SingleDiskCheckpointSchedule.moving(problem));
        }
      }
    }
    return all;
  }

  private static Level priced(RunFigures figures, StorageLocation location, long slots) {
    LevelFigures level = figures.level(location).orElseThrow();
    return Level.of(location, slots, level.put().seconds(), level.get().seconds());
  }

  @Test
  void isTheBestOfAllSchedulesAndSplits() {
    for (double diskPut : new double[] {0.25, 1.5, 4}) {
      RunFigures figures =
          figures(
              1.25, 0.125, 0.0625, level(RAM, 0, 0, 0, 0), level(DISK, diskPut, 2 * diskPut, 0, 0));
      for (long n = 1; n <= 16; n++) {
        for (long ram = 0; ram <= 3; ram++) {
          for (long disk = n == 1 || ram == 0 ? 1 : 0; disk <= 4; disk++) {
            long steps = n;
            long most = ram;
            Choice choice =
                Choice.of(n, figures, List.of(Budget.slots(RAM, ram), Budget.slots(DISK, disk)));
            double least =
                all(n, ram, disk, figures).stream()
                    // Storing all takes the slots of all steps but one.
                    .filter(s -> !s.name().equals("single-memory") || steps - 1 <= most)
                    .mapToDouble(schedule -> played(schedule, figures))
                    .min()
                    .orElseThrow();
            String where = n + " steps, " + ram + " and " + disk + " slots, disk " + diskPut;
            for (Candidate candidate : choice.candidates()) {
              assertEquals(
                  played(candidate.schedule(), figures),
                  candidate.prediction().seconds(),
                  1e-9,
                  () -> where + ", " + candidate.label());
            }
            double first = choice.candidates().getFirst().prediction().seconds();
            assertTrue(first <= least + 1e-9, where);
            double best = choice.best().prediction().seconds();
            assertTrue(best <= first * (1 + Choice.TIE), where);
          }
        }
      }
    }
  }

  @Test
  void theBestIsTheLeastOfAllCandidates() {
    var random = new SplittableRandom(5);
    for (int i = 0; i < 200; i++) {
      RunFigures figures =
          figures(
              1 + random.nextDouble(),
              random.nextDouble() / 10,
              level(RAM, random.nextDouble() / 4, random.nextDouble() / 4, 0, 0),
              level(
                  DISK,
                  random.nextDouble() / 4,
                  random.nextDouble() / 4,
                  random.nextDouble() * 20,
                  random.nextDouble() * 20));
      long n = random.nextLong(2, 2_000);
      long ram = random.nextLong(2 * STATE, 50 * STATE);
      long disk = random.nextLong(0, 200 * STATE);
      Choice choice =
          Choice.of(n, figures, List.of(Budget.bytes(RAM, ram), Budget.bytes(DISK, disk)));
      double before = 0;
      for (Candidate candidate : choice.candidates()) {
        String where = "seed 5, case " + i + ", " + candidate.label();
        assertTrue(candidate.prediction().seconds() >= before, where);
        before = candidate.prediction().seconds();
        assertTrue(candidate.peakBytes().get(RAM).compareTo(BigInteger.valueOf(ram)) <= 0, where);
        assertTrue(
            candidate
                    .peakBytes()
                    .getOrDefault(DISK, BigInteger.ZERO)
                    .compareTo(BigInteger.valueOf(disk))
                <= 0,
            where);
      }
    }
  }

  /// If every figure is off by as much, so is the prediction; given figures have no spread.
  @Test
  void spreadsAsItsFiguresDo() {
    RunFigures given =
        figures(1.25, 0.125, 0.0625, level(RAM, 0.25, 0.5, 0, 0), level(DISK, 0.5, 1, 3, 4));
    RunFigures measured =
        new RunFigures(
            STATE,
            DATA,
            spread(given.forward()),
            spread(given.record()),
            spread(given.adjoint()),
            spread(given.action()),
            spread(given.afterCopy()),
            spread(given.start()),
            0,
            given.levels().stream().map(ChoiceTest::spread).toList());
    List<Budget> budgets = List.of(Budget.slots(RAM, 3), Budget.slots(DISK, 4));
    for (Candidate candidate : Choice.of(30, measured, budgets).candidates()) {
      Prediction time = candidate.prediction();
      assertEquals(0.75 * time.seconds(), time.lowerSeconds(), 1e-9, candidate.label());
      assertEquals(1.5 * time.seconds(), time.upperSeconds(), 1e-9, candidate.label());
    }
    for (Candidate candidate : Choice.of(30, given, budgets).candidates()) {
      Prediction time = candidate.prediction();
      assertEquals(time.seconds(), time.lowerSeconds(), candidate.label());
      assertEquals(time.seconds(), time.upperSeconds(), candidate.label());
    }
  }

  private static Timing spread(Timing timing) {
    return new Timing(timing.seconds(), 0.75 * timing.seconds(), 1.5 * timing.seconds(), 9);
  }

  private static LevelFigures spread(LevelFigures level) {
    return new LevelFigures(
        level.location(),
        level.stateBytes(),
        level.adjointBytes(),
        level.bufferBytes(),
        spread(level.put()),
        spread(level.get()),
        spread(level.putData()),
        spread(level.getData()),
        spread(level.write()),
        spread(level.read()),
        spread(level.fresh()),
        spread(level.handOver()));
  }

  private static Candidate labelled(Choice choice, String label) {
    return choice.candidates().stream()
        .filter(candidate -> candidate.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  /// 8 steps of 1 s that are recorded, then 8 of 2 s backwards; each entry takes `io` s there and
  /// back through two buffers.
  ///
  /// Forwards, step k of 1 to 8 ends when it has been computed and a buffer is free, that of the
  /// entry two before. Backwards, the last entry is still in its buffer, the one before too where
  /// transfers are quick, and each read is begun when the entry before has been taken.
  @Test
  void hidesWhatComputingLeavesTimeFor() {
    double dataShare = (double) DATA / STATE;
    for (double transfer : new double[] {0.5, 10, 100}) {
      RunFigures figures =
          figures(1, 0, level(RAM, 0, 0, 0, 0), level(DISK, 0, 0, transfer, transfer));
      Choice choice =
          Choice.of(8, figures, List.of(Budget.bytes(RAM, DATA + BUFFERS), Budget.slots(DISK, 8)));
      Prediction time = labelled(choice, "single-disk on DISK").prediction();
      double io = transfer * dataShare;
      // Stores: the first two need not wait for a buffer.
      double[] written = new double[8];
      double now = 0;
      for (int k = 0; k < 8; k++) {
        now += 1;
        if (k >= 2) {
          now = Math.max(now, written[k - 2]);
        }
        written[k] = Math.max(now, k == 0 ? 0 : written[k - 1]) + io;
      }
      assertEquals(now, time.forwardSeconds(), 1e-9, "forward, transfers of " + io);
      double least = Math.max(16, 6 * io);
      assertTrue(time.reverseSeconds() >= least - 1e-9, time::toString);
      assertTrue(time.reverseSeconds() <= 16 + 8 * io, time::toString);
      assertEquals(
          time.forwardSeconds() - 8 + time.reverseSeconds() - 16, time.exposedSeconds(), 1e-9);
      var disk = labelled(choice, "single-disk on DISK").schedule().forecast().levels().get(DISK);
      double all = io * (disk.writes().orElseThrow() + disk.reads().orElseThrow());
      assertEquals(
          Math.max(0, all - time.exposedSeconds()), time.hiddenSeconds(), 1e-9, time::toString);
    }
  }

  /// A read right after a read is waited for, however much time there is elsewhere: what a maximum
  /// of sums does not see.
  @Test
  void waitsForReadsInARow() {
    RunFigures figures = figures(1, 0, level(RAM, 0, 0, 0, 0), level(DISK, 0, 0, 0.5, 3));
    Choice choice =
        Choice.of(40, figures, List.of(Budget.bytes(RAM, DATA + BUFFERS), Budget.slots(DISK, 9)));
    Prediction time = labelled(choice, "mixed on DISK").prediction();
    assertTrue(time.exposedSeconds() > 3, time::toString);
    // With steps that take forever there is nothing left to wait for but the hand-over of none.
    RunFigures slow =
        new RunFigures(
            STATE,
            DATA,
            Timing.of(1_000),
            Timing.of(1_000),
            Timing.of(1_000),
            Timing.NONE,
            Timing.NONE,
            Timing.NONE,
            0,
            figures.levels());
    Prediction hidden =
        labelled(
                Choice.of(
                    40, slow, List.of(Budget.bytes(RAM, DATA + BUFFERS), Budget.slots(DISK, 9))),
                "single-disk on DISK".replace("single-disk", "revolve"))
            .prediction();
    assertTrue(hidden.exposedSeconds() < 3 * 40, hidden::toString);
  }

  /// Pieces of a long reverse tell what all of it takes.
  @Test
  void samplesAgreeWithTheWhole() {
    RunFigures figures =
        figures(1.25, 0.01, level(RAM, 0, 0, 0, 0), level(DISK, 0.1, 0.1, 2.5, 1.5));
    for (String label : List.of("mixed on DISK", "revolve on DISK", "h-revolve on RAM and DISK")) {
      List<Budget> budgets = List.of(Budget.bytes(RAM, 20 * STATE), Budget.slots(DISK, 60));
      // 4,000 steps take fewer actions than are played in all, 8,000 more.
      Prediction whole = labelled(Choice.of(4_000, figures, budgets), label).prediction();
      Prediction sampled = labelled(Choice.of(8_000, figures, budgets), label).prediction();
      double share = whole.exposedSeconds() / whole.seconds();
      assertEquals(share, sampled.exposedSeconds() / sampled.seconds(), 0.05, label);
    }
  }

  /// The same where a bound from sums tells nothing: computing takes longer than all transfers. The
  /// few waits that are left are told to a factor of two.
  @Test
  void samplesAgreeWithTheWholeWhereReadsComeInARow() {
    RunFigures figures = figures(1, 0.01, level(RAM, 0, 0, 0, 0), level(DISK, 0, 0, 0.5, 3));
    List<Budget> budgets = List.of(Budget.bytes(RAM, DATA + BUFFERS), Budget.slots(DISK, 9));
    Prediction whole = labelled(Choice.of(3_900, figures, budgets), "mixed on DISK").prediction();
    Prediction sampled = labelled(Choice.of(5_400, figures, budgets), "mixed on DISK").prediction();
    double share = whole.exposedSeconds() / whole.seconds();
    assertTrue(share > 0.02, whole::toString);
    assertEquals(
        share, sampled.exposedSeconds() / sampled.seconds(), 0.9 * share, sampled::toString);
  }

  @Test
  void prefersMemoryInATie() {
    for (boolean tie : new boolean[] {true, false}) {
      double io = tie ? 0.49 : 0.05;
      RunFigures figures = figures(1, 0, level(RAM, 0.5, 0.5, 0, 0), level(DISK, io, io, 0, 0));
      Choice choice = Choice.of(100, figures, List.of(Budget.slots(RAM, 5), Budget.slots(DISK, 5)));
      assertTrue(
          choice.best().prediction().seconds()
              >= choice.candidates().getFirst().prediction().seconds());
      assertEquals(
          tie,
          choice.best().inMemory() && !choice.candidates().getFirst().inMemory(),
          choice.why());
      assertEquals(tie, choice.why().contains("needs nothing but memory"), choice.why());
    }
  }

  @Test
  void countsEverythingInMemory() {
    RunFigures figures = figures(1, 0, level(RAM, 0, 0, 0, 0), level(DISK, 1, 1, 0, 0));
    // One byte short of three slots beside the data of one step.
    long short3 = DATA + 3 * STATE - 1;
    Choice choice = Choice.of(100, figures, List.of(Budget.bytes(RAM, short3)));
    assertEquals(2, slots(choice, "revolve on RAM", RAM));
    assertEquals(
        3,
        slots(
            Choice.of(100, figures, List.of(Budget.bytes(RAM, short3 + 1))),
            "revolve on RAM",
            RAM));
    Choice both =
        Choice.of(
            100,
            figures,
            List.of(
                Budget.bytes(RAM, DATA + BUFFERS + 3 * STATE), Budget.bytes(DISK, 4 * STATE + 9)));
    assertEquals(3, slots(both, "h-revolve on RAM and DISK", RAM));
    assertEquals(4, slots(both, "h-revolve on RAM and DISK", DISK));
    assertEquals("needs 39.1 KiB of RAM", both.excluded().get("single-memory"));
    assertTrue(both.why().contains(", as storing all needs 39.1 KiB of RAM"), both.why());
    assertFalse(both.why().contains("\n"));
  }

  private static long slots(Choice choice, String label, StorageLocation location) {
    return choice.candidates().stream()
        .filter(candidate -> candidate.label().equals(label))
        .flatMap(candidate -> candidate.schedule().levels().stream())
        .filter(level -> level.location().equals(location))
        .findFirst()
        .orElseThrow()
        .slots();
  }

  @Test
  void takesAnyNumberOfStepsAndLevels() {
    var nvme = StorageLocation.level("NVME");
    RunFigures figures =
        figures(
            1, 0, level(RAM, 0, 0, 0, 0), level(nvme, 0.1, 0.1, 1, 1), level(DISK, 0.1, 0.1, 9, 9));
    for (long n : new long[] {1, 2, 1_000_000, 1_000_000_000, 1_000_000_000_000L}) {
      Choice choice =
          Choice.of(
              n,
              figures,
              List.of(
                  Budget.bytes(RAM, 20 * STATE),
                  Budget.slots(nvme, 100),
                  Budget.bytes(DISK, 1_000 * STATE)));
      List<String> labels = choice.candidates().stream().map(Candidate::label).toList();
      assertTrue(labels.contains("h-revolve on RAM and NVME and DISK"), labels::toString);
      assertTrue(labels.contains("h-revolve on RAM and DISK"), labels::toString);
      assertTrue(labels.contains("revolve on NVME"), labels::toString);
      Map<String, String> excluded = choice.excluded();
      assertTrue(labels.stream().noneMatch(excluded::containsKey), excluded::toString);
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    RunFigures figures = figures(1, 0, level(RAM, 0, 0, 0, 0));
    refused("steps", () -> Choice.of(0, figures, List.of(Budget.slots(RAM, 1))));
    refused("budgets", () -> Choice.of(9, figures, List.of()));
    refused("budget ", () -> Choice.of(9, figures, List.of(Budget.slots(DISK, 1))));
    refused(
        "budgets",
        () -> Choice.of(9, figures, List.of(Budget.slots(RAM, 1), Budget.slots(RAM, 2))));
    refused("needs a checkpoint", () -> Choice.of(9, figures, List.of(Budget.bytes(RAM, DATA))));
    refused("RAM budget", () -> Budget.bytes(RAM, -1));
    refused("level", () -> Budget.slots(TAPE, 1));
    refused("seconds", () -> Timing.of(-1));
    refused("seconds", () -> Timing.of(Double.NaN));
    refused("measurements", () -> Timing.median());
  }

  private static void refused(String name, org.junit.jupiter.api.function.Executable request) {
    var refusal = assertThrows(InvalidArgumentException.class, request);
    assertTrue(refusal.getMessage().contains(name), refusal.getMessage());
  }

  @Test
  void timingsAreMediansWithQuartiles() {
    Timing timing = Timing.median(5, 1, 3, 2, 4);
    assertEquals(new Timing(3, 2, 4, 5), timing);
    assertEquals("3.00 s (2.00 to 4.00, 5 times)", timing.toString());
    assertEquals("250 us", Timing.of(0.00025).toString());
    assertEquals(2.5, Timing.median(1, 2, 3, 4).seconds());
  }
}

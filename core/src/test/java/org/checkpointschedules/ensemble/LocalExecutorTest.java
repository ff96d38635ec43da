package org.checkpointschedules.ensemble;

import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.checkpointschedules.Counts;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.NotFiniteException;
import org.checkpointschedules.run.RunObserver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalExecutorTest {
  @TempDir Path directory;

  @Test
  void theGradientIsTheTreeSumForAnyNumberOfThreads() throws Exception {
    var growth = new Growth(7, 5);
    var expected = new TreeSum(7);
    var objectives = new double[7];
    for (int member = 0; member < 7; member++) {
      MemberGradient part = growth.run(member, directory, new RunObserver() {});
      expected.add(member, part.gradient());
      objectives[member] = part.objective();
    }
    for (int threads : new int[] {1, 2, 5, 20}) {
      EnsembleGradient gradient = LocalExecutor.in(directory).threads(threads).run(growth);
      assertArrayEquals(expected.result(), gradient.value());
      assertEquals(TreeSum.of(objectives), gradient.objective());
    }
  }

  @Test
  void reportsAddUp() {
    EnsembleReport report = LocalExecutor.in(directory).run(new Growth(3, 1)).report();
    var forecast = RevolveCheckpointSchedule.of(Growth.STEPS, 2).forecast();
    Counts all = report.counted();
    assertEquals(3 * forecast.forwardSteps().longValue(), all.forwardSteps());
    assertEquals(3 * Growth.STEPS, all.adjointSteps());
    assertEquals(3 * forecast.levels().get(RAM).writes().getAsLong(), all.writes().get(RAM));
    assertEquals(forecast.levels().get(RAM).peak().getAsLong(), all.peak().get(RAM));
    assertEquals(List.of(), report.differences());
    assertEquals(
        report.members().stream().flatMap(m -> m.nanos().values().stream()).mapToLong(n -> n).sum(),
        report.nanos().values().stream().mapToLong(n -> n).sum());
    assertEquals(5, report.table().lines().count());
    assertTrue(report.table().contains("counted = forecast"), report::table);
  }

  private static final class Stubborn extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final Object unportable = new Object();
  }

  private static final class Ailing extends Growth {
    private static final long serialVersionUID = 1L;

    Ailing() {
      super(6, 4);
    }

    @Override
    public MemberGradient run(int member, Path directory, RunObserver observer) throws Exception {
      MemberGradient good = super.run(member, directory, observer);
      return switch (member) {
        case 1 -> throw new InvalidArgumentException("depth", -1, "more than 0");
        case 3 -> throw new Stubborn();
        case 4 -> new MemberGradient(0, new double[3], good.report());
        default -> good;
      };
    }
  }

  @Test
  void failedMembersAreNamedAndNothingIsSummed() {
    for (int threads : new int[] {1, 3}) {
      var sunk = new ArrayList<Integer>();
      var failed =
          assertThrows(
              EnsembleFailedException.class,
              () ->
                  LocalExecutor.in(directory)
                      .threads(threads)
                      .run(new Ailing(), (first, _) -> sunk.add(first)));
      assertEquals(List.of(), sunk);
      List<MemberFailure> failures = failed.failures();
      assertEquals(List.of(1, 3, 4), failures.stream().map(MemberFailure::member).toList());
      var refused = assertInstanceOf(InvalidArgumentException.class, failures.get(0).cause());
      assertEquals("depth", refused.argument());
      assertSame(refused, failed.getCause());
      var remote = assertInstanceOf(MemberFailure.RemoteException.class, failures.get(1).cause());
      assertEquals(Stubborn.class.getName(), remote.type());
      assertTrue(failures.get(2).cause().getMessage().contains("3; allowed: 4"));
      assertTrue(failed.getMessage().startsWith("3 of 6 members failed; member 1: "));
    }
  }

  /// Its only member has an objective that is no number.
  private static final class Boundless extends Growth {
    private static final long serialVersionUID = 1L;
    private final boolean allows;

    Boundless(boolean allows) {
      super(1, 1);
      this.allows = allows;
    }

    @Override
    public boolean allowsNotFinite() {
      return allows;
    }

    @Override
    public MemberGradient run(int member, Path directory, RunObserver observer) throws Exception {
      MemberGradient good = super.run(member, directory, observer);
      return new MemberGradient(Double.NaN, good.gradient(), good.report());
    }
  }

  @Test
  void aMemberWhoseNumbersAreNotFiniteHasFailed() {
    LocalExecutor executor = LocalExecutor.in(directory);
    var failed =
        assertThrows(EnsembleFailedException.class, () -> executor.run(new Boundless(false)));
    assertInstanceOf(NotFiniteException.class, failed.getCause());
    assertTrue(Double.isNaN(executor.run(new Boundless(true)).objective()));
  }

  @Test
  void progressAddsUpAndDoesNotFall() {
    List<EnsembleProgress> told = Collections.synchronizedList(new ArrayList<>());
    LocalExecutor.in(directory).threads(2).observer(told::add).run(new Growth(4, 1));
    assertEquals(new EnsembleProgress(4, 4, 4, 1), told.getLast());
    for (int i = 1; i < told.size(); i++) {
      assertTrue(told.get(i).fraction() >= told.get(i - 1).fraction(), told::toString);
    }
  }

  @Test
  void anObserverThatThrowsDisturbsNothing() {
    EnsembleGradient gradient =
        LocalExecutor.in(directory)
            .observer(_ -> {
              throw new IllegalStateException();
            })
            .run(new Growth(2, 1));
    assertEquals(List.of(), gradient.report().members().getFirst().notes());
  }

  @Test
  void badRequestsAreRefused() {
    LocalExecutor executor = LocalExecutor.in(directory);
    assertThrows(InvalidArgumentException.class, () -> executor.threads(0));
    assertThrows(InvalidArgumentException.class, () -> executor.run(new Growth(0, 1)));
    assertThrows(InvalidArgumentException.class, () -> executor.run(new Growth(1, 0)));
  }

  @Test
  void reportsTravel() throws Exception {
    MemberReport report =
        LocalExecutor.in(directory).run(new Growth(1, 1)).report().members().getFirst();
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(report);
      out.writeObject(StorageLocation.TAPE);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(report, in.readObject());
      assertSame(StorageLocation.TAPE, in.readObject());
    }
  }
}

package org.checkpointschedules.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.ensemble.EnsembleFailedException;
import org.checkpointschedules.ensemble.EnsembleGradient;
import org.checkpointschedules.ensemble.EnsembleProgress;
import org.checkpointschedules.ensemble.EnsembleReport;
import org.checkpointschedules.ensemble.LocalExecutor;
import org.checkpointschedules.ensemble.MemberFailure;
import org.checkpointschedules.ensemble.MemberReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class SparkExecutorTest {
  @TempDir static Path directory;

  private static JavaSparkContext context;

  @BeforeAll
  static void start() throws IOException {
    context = Cluster.of("local-cluster[2,1,1024]");
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  private static SparkExecutor executor() {
    return SparkExecutor.on(context, directory.toString());
  }

  private static void assertSame(EnsembleGradient expected, EnsembleGradient actual) {
    assertArrayEquals(expected.value(), actual.value());
    assertEquals(expected.objective(), actual.objective());
    assertEquals(expected.report().counted(), actual.report().counted());
    assertEquals(List.of(), actual.report().differences());
  }

  @Test
  void theSumIsThatOfOneProcessHoweverItIsCut() {
    for (int members : new int[] {1, 7, 13}) {
      Waves waves = Waves.of(members, 1_003);
      EnsembleGradient expected = LocalExecutor.in(directory).run(waves);
      for (int chunk : new int[] {1_003, 100}) {
        assertSame(expected, executor().chunk(chunk).run(waves));
      }
    }
  }

  @Test
  void everyFailedMemberIsNamedWithItsException() {
    var waves = new Waves(5, 100, 3, null);
    var sunk = new ArrayList<Integer>();
    var failed =
        assertThrows(
            EnsembleFailedException.class,
            () -> executor().run(waves, (first, numbers) -> sunk.add(first)));
    assertEquals(1, failed.failures().size());
    MemberFailure failure = failed.failures().getFirst();
    assertEquals(3, failure.member());
    assertEquals(-2.5, assertInstanceOf(Waves.NoWater.class, failure.cause()).depth());
    assertEquals(List.of(), sunk);
  }

  /// The sample of the README.
  @Test
  void threeExecutorsGiveTheSameBits() throws IOException {
    Path scratch = directory.resolve("scratch");
    var storms = new Storms(new double[] {0.5, 1, 2});

    EnsembleGradient serial = LocalExecutor.in(scratch).run(storms); // core, no Spark
    EnsembleGradient threads = LocalExecutor.in(scratch).threads(8).run(storms);
    EnsembleGradient cluster =
        SparkExecutor.on(context, scratch.toString()).run(storms); // the same bits

    assertSame(serial, threads);
    assertSame(serial, cluster);
    double h = 1e-6;
    double ahead =
        LocalExecutor.in(scratch).run(new Storms(new double[] {0.5, 1 + h, 2})).objective();
    double behind =
        LocalExecutor.in(scratch).run(new Storms(new double[] {0.5, 1 - h, 2})).objective();
    assertEquals((ahead - behind) / (2 * h), serial.value()[1], 1e-8);
  }

  @Test
  void progressAddsUp() {
    List<EnsembleProgress> told = Collections.synchronizedList(new ArrayList<>());
    executor().observer(told::add).run(Waves.of(6, 10));
    assertEquals(new EnsembleProgress(6, 6, 6, 1), told.getLast());
    for (int i = 1; i < told.size(); i++) {
      assertTrue(told.get(i).fraction() >= told.get(i - 1).fraction(), told::toString);
    }
  }

  @Test
  void badRequestsAreRefusedBeforeAnyWork() {
    assertThrows(InvalidArgumentException.class, () -> executor().chunk(0));
    assertThrows(InvalidArgumentException.class, () -> executor().run(Waves.of(0, 10)));
    assertThrows(InvalidArgumentException.class, () -> executor().run(Waves.of(2, 0)));
  }

  /// Both executors die when the first of many chunks has been fetched: members are run again, for
  /// the rest.
  @Test
  void whenAllExecutorsAreLostTheSumIsTheSame() throws Exception {
    Waves waves = Waves.of(5, 5_000);
    EnsembleGradient expected = LocalExecutor.in(directory).run(waves);
    var gradient = new double[5_000];
    var killed = new HashSet<Long>();
    EnsembleReport report =
        executor()
            .chunk(100)
            .run(
                waves,
                (first, numbers) -> {
                  if (first == 0) {
                    killed.addAll(killExecutors());
                  }
                  System.arraycopy(numbers, 0, gradient, first, numbers.length);
                });
    assertEquals(2, killed.size());
    assertSame(expected, new EnsembleGradient(report.objective(), gradient, report));
  }

  @Test
  void aMemberThatChangesWhenRunAgainIsFound() {
    var waves = new Waves(3, 5_000, -1, directory.resolve("ran").toString());
    var changed =
        assertThrows(
            MemberChangedException.class,
            () ->
                executor()
                    .chunk(100)
                    .run(
                        waves,
                        (first, _) -> {
                          if (first == 0) {
                            killExecutors();
                          }
                        }));
    assertEquals(0, changed.member());
  }

  /// Kills every process that ran a member of an ensemble of its own.
  private static Set<Long> killExecutors() {
    var processes = new HashSet<Long>();
    for (MemberReport report : executor().run(Waves.of(8, 1)).report().members()) {
      processes.add(Long.parseLong(report.place().replaceFirst(".* process ", "")));
    }
    for (long process : processes) {
      ProcessHandle.of(process).orElseThrow().destroyForcibly();
    }
    return processes;
  }
}

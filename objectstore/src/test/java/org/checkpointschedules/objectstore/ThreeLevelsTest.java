package org.checkpointschedules.objectstore;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.examples.burgers.Burgers;
import org.checkpointschedules.examples.burgers.BurgersSettings;
import org.checkpointschedules.objectstore.FaultyProxy.Fault;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.Gradient;
import org.checkpointschedules.run.ValueAdjoint;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.CheckpointStoreException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Memory, disk and a bucket under H-Revolve: counted is forecast, and the gradient that of storing
/// everything, to the bit, whatever the network does.
class ThreeLevelsTest {
  private static final StorageLocation S3 = StorageLocation.level("S3");
  private static final int STEPS = 300;
  private static final int SLOTS = 20;

  @TempDir private Path directory;

  private final String bucket = TestServer.newBucket();
  private final Burgers burgers = new Burgers(BurgersSettings.defaults().withSteps(STEPS));

  private static CheckpointSchedule schedule() {
    return Problem.steps(STEPS)
        .level(RAM, 3)
        .level(DISK, 5, writeCost(2), readCost(2))
        .level(S3, SLOTS, writeCost(5), readCost(5))
        .plan();
  }

  private ValueAdjoint<double[], double[], double[]> adjoint() {
    return Adjoint.of(burgers.model()).schedule(schedule()).directory(directory);
  }

  private Gradient<double[]> run(ValueAdjoint<double[], double[], double[]> adjoint) {
    return adjoint.run(burgers.initial(), burgers::seed);
  }

  private double[] storeAll() {
    return run(Adjoint.of(burgers.model()).schedule(SingleMemoryCheckpointSchedule.of(STEPS)))
        .value();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void countedIsForecastAndTheGradientThatOfStoringEverything(boolean overlap) {
    try (CheckpointStore store = TestServer.direct(bucket).open(SLOTS)) {
      Gradient<double[]> gradient = run(adjoint().overlap(overlap).store(S3, store));
      assertArrayEquals(storeAll(), gradient.value());
      assertEquals(List.of(), gradient.report().differences());
      assertEquals(SLOTS, gradient.report().counted().peak().get(S3));
      assertTrue(gradient.report().counted().writes().get(DISK) > 0);
      assertEquals(1, TestServer.names(bucket).size(), "only the lease is left");
    }
    assertEquals(List.of(), TestServer.names(bucket));
  }

  @Test
  void aBucketThatVanishesDuringTheRunEndsIt() {
    Bucket place = TestServer.direct(bucket).backOff(Duration.ofMillis(2));
    int[] writes = new int[1];
    try (CheckpointStore store = place.open(SLOTS)) {
      CheckpointStore vanishing =
          new Noticing(
              store,
              () -> {
                // The last ones may never come: an entry can be read from its buffer and deleted.
                if (++writes[0] == SLOTS / 2) {
                  TestServer.removeBucket(bucket);
                }
              });
      var ended =
          assertThrows(CheckpointStoreException.class, () -> run(adjoint().store(S3, vanishing)));
      assertTrue(writes[0] >= SLOTS / 2, ended::toString);
    }
  }

  @Test
  void whatIsLostInTheBucketIsRecomputed() {
    int[] writes = new int[1];
    try (CheckpointStore store = TestServer.direct(bucket).open(SLOTS)) {
      CheckpointStore losing =
          new Noticing(
              store,
              () -> {
                if (++writes[0] == SLOTS) {
                  String name =
                      TestServer.names(bucket).stream()
                          .filter(n -> n.contains("restart-"))
                          .reduce((_, last) -> last)
                          .orElseThrow();
                  TestServer.remove(bucket, name);
                }
              });
      Gradient<double[]> gradient =
          run(
              adjoint()
                  .overlap(false)
                  .store(S3, losing)
                  .replanner(ContinuedPlan.with(StepCosts.UNIT)));
      assertArrayEquals(storeAll(), gradient.value());
      assertEquals(1, gradient.report().recoveries().size());
    }
    assertEquals(List.of(), TestServer.names(bucket));
  }

  @Test
  void underFaults() throws Exception {
    underFaults(1);
  }

  @Test
  @Tag("heavy")
  void underManyFaults() throws Exception {
    for (long seed = 2; seed < 40; seed++) {
      underFaults(seed);
    }
  }

  /// One request in eight meets a fault that passes: the run ends in the right bytes.
  private void underFaults(long seed) throws Exception {
    Fault[] faults = {
      Fault.INTERNAL_ERROR,
      Fault.SLOW_DOWN,
      Fault.CLOSED,
      Fault.CLOSED_AFTER,
      Fault.TRUNCATED,
      Fault.NOISE
    };
    var random = new SplittableRandom(seed);
    try (var proxy = new FaultyProxy(TestServer.port())) {
      proxy.rule(_ -> {
        synchronized (random) {
          return random.nextInt(8) == 0 ? faults[random.nextInt(faults.length)] : Fault.NONE;
        }
      });
      Bucket place =
          TestServer.direct(bucket)
              .endpoint(proxy.endpoint())
              .attempts(12)
              .backOff(Duration.ofMillis(1));
      try (CheckpointStore store = place.open(SLOTS)) {
        Gradient<double[]> gradient = run(adjoint().store(S3, store));
        assertArrayEquals(storeAll(), gradient.value(), "seed " + seed);
        assertEquals(List.of(), gradient.report().differences(), "seed " + seed);
      } catch (CheckpointStoreException e) {
        throw new AssertionError("seed " + seed, e);
      }
      assertTrue(
          proxy.requests().stream().anyMatch(request -> !request.endsWith("NONE")),
          "no fault was met with seed " + seed);
      assertEquals(List.of(), TestServer.names(bucket), "seed " + seed);
    }
  }
}

package org.checkpointschedules.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.checkpointschedules.objectstore.FaultyProxy.Fault;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;
import org.junit.jupiter.api.Test;

/// What dead runs left goes; what lives, or is none of theirs, stays.
class LeftoversTest {
  private static final String PREFIX = "some/prefix/";

  private final String bucket = TestServer.newBucket();

  private static RunPrefix run() {
    return RunPrefix.fresh(PREFIX);
  }

  private void lease(RunPrefix run, Duration time) {
    TestServer.put(bucket, run.lease(), run.leaseText(time));
  }

  /// The server tells the time to the second.
  private int removeLeftovers() throws InterruptedException {
    Thread.sleep(2_100);
    return TestServer.direct(bucket).removeLeftovers();
  }

  @Test
  void onlyWhatDeadRunsMadeIsRemoved() throws Exception {
    RunPrefix dead = run();
    lease(dead, Duration.ofMillis(1));
    TestServer.put(bucket, dead.entry(CheckpointKey.restart(3), 0), "data");
    TestServer.put(bucket, dead.entry(CheckpointKey.adjoint(1L << 60), 12), "data");
    RunPrefix living = run();
    lease(living, Duration.ofHours(1));
    TestServer.put(bucket, living.entry(CheckpointKey.restart(3), 0), "data");
    RunPrefix noLease = run();
    TestServer.put(bucket, noLease.entry(CheckpointKey.restart(3), 0), "data");
    RunPrefix othersLease = run();
    TestServer.put(bucket, othersLease.lease(), dead.leaseText(Duration.ofMillis(1)));
    for (String mine :
        List.of(
            "letter",
            PREFIX + "letter",
            PREFIX + "checkpoints-2026/restart-1-1",
            dead.base() + "letter",
            dead.base() + "restart-1-1.bak",
            dead.base() + "deeper/restart-1-1",
            "checkpoints-" + UUID.randomUUID() + "/lease")) {
      TestServer.put(bucket, mine, "mine");
    }
    var before = TestServer.names(bucket);
    assertEquals(1, removeLeftovers());
    var gone = new java.util.ArrayList<>(before);
    gone.removeAll(TestServer.names(bucket));
    assertEquals(
        List.of(
            dead.entry(CheckpointKey.adjoint(1L << 60), 12),
            dead.lease(),
            dead.entry(CheckpointKey.restart(3), 0)),
        gone);
    assertEquals(0, removeLeftovers());
  }

  @Test
  void theNextRunRemovesWhatAKilledOneLeftOnceItsLeaseHasRunOut() throws Exception {
    try (var proxy = new FaultyProxy(TestServer.port())) {
      Bucket place =
          TestServer.direct(bucket)
              .endpoint(proxy.endpoint())
              .attempts(1)
              .partBytes(5 << 20)
              .lease(Duration.ofMillis(800));
      CheckpointStore killed = place.open(2);
      Bytes.put(killed, CheckpointKey.restart(1), 100, 1);
      proxy.rule(request -> request.contains("uploadId=") ? Fault.CLOSED : Fault.NONE);
      try {
        Bytes.put(killed, CheckpointKey.restart(2), 6 << 20, 1);
      } catch (RuntimeException _) {
        // Its parts stay behind, as they would where the process ends here.
      }
      assertEquals(1, TestServer.uploads(bucket));
      // While it renews its lease it lives, though that is older than the lease is long.
      Thread.sleep(2_500);
      assertEquals(0, TestServer.direct(bucket).removeLeftovers());
      proxy.rule(_ -> Fault.CLOSED);
      Thread.sleep(2_500);
      try (CheckpointStore next = TestServer.direct(bucket).open(1)) {
        Bytes.put(next, CheckpointKey.restart(1), 100, 2);
        List<String> names = TestServer.names(bucket);
        assertEquals(2, names.size(), names.toString());
        assertEquals(0, TestServer.uploads(bucket));
      }
      assertEquals(List.of(), TestServer.names(bucket));
    }
  }

  @Test
  void theLeaseIsRenewed() throws Exception {
    try (var proxy = new FaultyProxy(TestServer.port());
        CheckpointStore store =
            TestServer.direct(bucket)
                .endpoint(proxy.endpoint())
                .lease(Duration.ofMillis(80))
                .open(1)) {
      long renewals = 0;
      while (renewals < 5) {
        Thread.sleep(20);
        renewals =
            proxy.requests().stream()
                .filter(request -> request.startsWith("PUT ") && request.contains("lease"))
                .count();
      }
      assertTrue(store.toString().contains(bucket));
    }
    assertEquals(List.of(), TestServer.names(bucket));
  }
}

package org.checkpointschedules.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import org.checkpointschedules.objectstore.FaultyProxy.Fault;
import org.checkpointschedules.store.CheckpointDamagedException;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointNotStoredException;
import org.checkpointschedules.store.CheckpointStore;
import org.junit.jupiter.api.Test;

/// A lease that cannot be renewed is told of, by whatever it matters to.
class LeaseTest {
  private static final CheckpointKey FIRST = CheckpointKey.restart(1);
  private static final CheckpointKey SECOND = CheckpointKey.restart(2);
  private static final Duration LEASE = Duration.ofMillis(400);

  private final String bucket = TestServer.newBucket();

  private CheckpointStore open(FaultyProxy proxy) {
    return TestServer.direct(bucket).endpoint(proxy.endpoint()).attempts(1).lease(LEASE).open(2);
  }

  /// Refused: a renewal, and nothing else.
  private static Fault refusedLease(String request) {
    return request.matches("PUT .*lease") ? Fault.GOSSIP : Fault.NONE;
  }

  private static void missRenewals() throws InterruptedException {
    Thread.sleep(LEASE);
  }

  @Test
  void nothingIsStoredUnderALeaseThatCannotBeRenewed() throws Exception {
    try (var proxy = new FaultyProxy(TestServer.port());
        CheckpointStore store = open(proxy)) {
      Bytes.put(store, FIRST, 100, 1);
      proxy.rule(LeaseTest::refusedLease);
      missRenewals();
      var refused =
          assertThrows(CheckpointNotStoredException.class, () -> Bytes.put(store, SECOND, 100, 2));
      assertTrue(refused.getMessage().contains("lease could not be renewed"), refused.toString());
      assertTrue(refused.getMessage().contains("403"), refused.toString());
      // What is there is read, and what was refused is not there.
      Bytes.expect(store, FIRST, 100, 1);
      assertEquals(2, TestServer.names(bucket).size());
      proxy.rule(_ -> Fault.NONE);
      Bytes.put(store, SECOND, 100, 3);
      Bytes.expect(store, SECOND, 100, 3);
    }
    assertEquals(List.of(), TestServer.names(bucket));
  }

  @Test
  void anEntryThatIsGoneTellsOfTheLease() throws Exception {
    try (var proxy = new FaultyProxy(TestServer.port());
        CheckpointStore store = open(proxy)) {
      Bytes.put(store, FIRST, 100, 1);
      proxy.rule(LeaseTest::refusedLease);
      missRenewals();
      Thread.sleep(2_100 + LEASE.toMillis()); // The server tells the time to the second.
      assertEquals(1, TestServer.direct(bucket).removeLeftovers());
      var gone =
          assertThrows(CheckpointDamagedException.class, () -> store.get(FIRST, _ -> fail()));
      assertTrue(gone.getMessage().contains("lease could not be renewed"), gone.toString());
    }
  }
}

package org.checkpointschedules.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.checkpointschedules.store.OverlappedStore;
import org.checkpointschedules.testkit.CheckpointStoreContract;
import org.checkpointschedules.testkit.CheckpointStoreContract.Check;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// The contract of stores over a bucket, bare and behind the overlapping of transfers.
class BucketContractTest {
  private static final String BUCKET = TestServer.newBucket();

  @AfterAll
  static void nothingIsLeft() {
    assertEquals(List.of(), TestServer.names(BUCKET));
    assertEquals(0, TestServer.uploads(BUCKET));
  }

  @TestFactory
  Stream<DynamicTest> bare() {
    return tests(CheckpointStoreContract.checks(() -> TestServer.direct(BUCKET).open(8)));
  }

  /// Random use takes as many requests as all other checks together.
  @TestFactory
  Stream<DynamicTest> overlapped() {
    return tests(overlappedChecks().stream().filter(check -> !isLong(check)).toList());
  }

  @TestFactory
  @Tag("heavy")
  Stream<DynamicTest> overlappedAtLength() {
    return tests(overlappedChecks().stream().filter(BucketContractTest::isLong).toList());
  }

  private static List<Check> overlappedChecks() {
    return CheckpointStoreContract.checks(
        () -> OverlappedStore.over(TestServer.direct(BUCKET).open(8), 8, 2));
  }

  private static boolean isLong(Check check) {
    return check.name().contains("random use");
  }

  private static Stream<DynamicTest> tests(List<Check> checks) {
    return checks.stream().map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

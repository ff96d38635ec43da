package org.checkpointschedules.objectstore;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.examples.burgers.Burgers;
import org.checkpointschedules.examples.burgers.BurgersSettings;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.Gradient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The sample of the README: that it stands there as it is here is checked with the other
/// documents.
class ReadmeTest {
  private static final Map<String, String> AMAZON_IS_THE_TEST_SERVER =
      Map.of(
          "aws.endpointUrlS3",
          "http://127.0.0.1:" + TestServer.port(),
          "aws.region",
          "eu-central-1");

  @BeforeAll
  static void pretend() {
    TestServer.newBucket("bucket");
    AMAZON_IS_THE_TEST_SERVER.forEach(System::setProperty);
  }

  @AfterAll
  static void pretendNoMore() {
    AMAZON_IS_THE_TEST_SERVER.keySet().forEach(System::clearProperty);
  }

  @Test
  void theSampleGivesTheGradient() {
    var burgers = new Burgers(BurgersSettings.defaults().withSteps(1_000));
    var model = burgers.model();
    double[] x0 = burgers.initial();
    UnaryOperator<double[]> seed = burgers::seed;
    double[] expected =
        Adjoint.of(model).schedule(SingleMemoryCheckpointSchedule.of(1_000)).run(x0, seed).value();
    StorageLocation s3 = StorageLocation.level("S3");
    var schedule =
        Problem.steps(1_000)
            .level(RAM, 3)
            .level(DISK, 5, writeCost(4), readCost(3))
            .level(s3, 100, writeCost(20), readCost(15)) // in units of one forward step
            .plan();
    Gradient<double[]> gradient;
    try (var bucket = Bucket.of("s3://bucket/some/prefix").open(100)) {
      gradient = Adjoint.of(model).schedule(schedule).store(s3, bucket).run(x0, seed);
    }

    assertArrayEquals(expected, gradient.value());
    assertEquals(List.of(), gradient.report().differences());
    assertTrue(gradient.report().counted().writes().get(s3) > 0);
  }
}

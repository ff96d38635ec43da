package org.checkpointschedules.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Processes that end in the middle of their work.
@Tag("heavy")
@DisabledOnOs(OS.WINDOWS)
class EndedProcessTest {
  private final String bucket = TestServer.newBucket();

  private Process victim(long leaseMillis) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Daws.accessKeyId=" + TestServer.KEY_ID,
            "-Daws.secretAccessKey=" + TestServer.SECRET,
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            bucket,
            "http://127.0.0.1:" + TestServer.port(),
            Long.toString(leaseMillis))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void awaitEntries(Process victim) throws InterruptedException {
    while (TestServer.names(bucket).size() < 20) {
      assertTrue(victim.isAlive(), "the process ended by itself");
      Thread.sleep(10);
    }
  }

  @Test
  void controlCLeavesNothing() throws Exception {
    Process victim = victim(3_600_000);
    awaitEntries(victim);
    victim.destroy();
    assertTrue(victim.waitFor(60, TimeUnit.SECONDS));
    assertEquals(List.of(), TestServer.names(bucket));
    assertEquals(0, TestServer.uploads(bucket));
  }

  @Test
  void whatAKilledProcessLeavesGoesWithItsLease() throws Exception {
    Process victim = victim(2_000);
    awaitEntries(victim);
    assertEquals(0, TestServer.direct(bucket).removeLeftovers());
    victim.destroyForcibly();
    assertTrue(victim.waitFor(60, TimeUnit.SECONDS));
    assertTrue(TestServer.names(bucket).size() >= 20);
    Thread.sleep(4_000);
    assertEquals(1, TestServer.direct(bucket).removeLeftovers());
    assertEquals(List.of(), TestServer.names(bucket));
    assertEquals(0, TestServer.uploads(bucket));
  }
}

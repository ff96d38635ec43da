package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `run --bucket`, against an S3 server in this process.
class RunBucketTest {
  @TempDir private Path folder;

  @Test
  void threeLevels() throws Exception {
    try (var server = new S3Server()) {
      run(server.endpoint());
      assertEquals(List.of(), server.names());
    }
  }

  private void run(String endpoint) throws Exception {
    String levels =
        "run burgers --steps 300 --level RAM:3:0:0 --level DISK:5:2:2 --level S3:20:5:5 --gradient"
            + " ";
    Path expected = folder.resolve("files");
    Cli files = Cli.line("run burgers --steps 300 --ram 3 --disk 5 --gradient " + expected);
    assertEquals(0, files.status(), files.err());
    Path gradient = folder.resolve("bucket");
    Cli run = Cli.line(levels + gradient + " --bucket s3://bucket/prefix --endpoint " + endpoint);
    assertEquals(0, run.status(), run.out() + run.err());
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(gradient));
    assertTrue(run.out().contains("S3 writes"), run.out());
    assertTrue(run.lines().stream().anyMatch(line -> line.matches("S3 .* the store given")));
    Cli missing = Cli.line(levels + gradient + " --bucket s3://other --endpoint " + endpoint);
    assertEquals(2, missing.status(), missing.out() + missing.err());
    assertEquals(1, missing.err().lines().count(), missing.err());
    System.setProperty("aws.secretAccessKey", "another+secret");
    Cli forbidden = Cli.line(levels + gradient + " --bucket s3://bucket --endpoint " + endpoint);
    assertEquals(1, forbidden.status(), forbidden.out() + forbidden.err());
    assertEquals(1, forbidden.err().lines().count(), forbidden.err());
    assertFalse(forbidden.err().contains("another+secret"), forbidden.err());
  }
}

package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `run --bucket --resume` in processes of their own, which the server holds at a request of the
/// run while they are killed or stopped.
class ResumeBucketTest {
  private static final String LEVELS = " --level RAM:2:0:0 --level DISK:3:2:2 --level S3:6:5:5";

  @TempDir private Path directory;
  private S3Server server;
  private Path gradient;
  private String bucket;
  private byte[] expected;

  /// Names of the entries that the process started last has put, and how many it has got.
  private final Set<String> put = ConcurrentHashMap.newKeySet();

  private final AtomicInteger gets = new AtomicInteger();

  @BeforeEach
  void begin() throws Exception {
    server = new S3Server();
    gradient = directory.resolve("gradient");
    bucket = " --bucket s3://bucket/some/prefix --endpoint " + server.endpoint();
    assertEquals(0, Cli.line("run burgers --steps 300 --ram 5 --gradient " + gradient).status());
    expected = Files.readAllBytes(gradient);
    Files.delete(gradient);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private String with(String levels, String place) {
    return "run burgers --steps 300 --resume --directory %s --gradient %s"
            .formatted(directory, gradient)
        + levels
        + place;
  }

  private Path file(String name) {
    return directory.resolve("checkpoints-burgers").resolve(name);
  }

  /// A process that stands still at a request of its run, and what is told whether to carry that
  /// out.
  private record Held(Process process, CompletableFuture<Boolean> release) {}

  /// Starts the run and holds it at a request that puts an entry, or gets one, at the first for a
  /// count of 1.
  private Held held(boolean atPut, int count, String options) throws Exception {
    put.clear();
    gets.set(0);
    var reached = new CountDownLatch(1);
    var release = new CompletableFuture<Boolean>();
    server.watch((puts, name) -> {
      // Before the run its gradient is verified, on the same levels.
      if (name.endsWith("lease") || !output().contains("passed: gradient")) {
        return;
      }
      if (puts && !put.add(name)) {
        return;
      }
      int number = puts ? put.size() : gets.incrementAndGet();
      if (puts == atPut && number == count) {
        reached.countDown();
        if (!release.join()) {
          throw new IllegalStateException("nobody is there any more");
        }
      } else if (!puts) {
        awaitAdjoint();
      }
    });
    List<String> command = BrokenOffCommandTest.command(with(LEVELS, bucket) + options);
    command.add(1, "-XX:TieredStopAtLevel=1");
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(S3Server.environment());
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    process.onExit().thenRun(reached::countDown);
    reached.await();
    assertTrue(process.isAlive(), output());
    return new Held(process, release);
  }

  /// Gives the run some time until it has saved its adjoint; it does so in its reverse only.
  private void awaitAdjoint() throws InterruptedException {
    for (int i = 0; i < 80 && Files.notExists(file("adjoint-a")); i++) {
      Thread.sleep(5);
    }
  }

  private void kill(Held held) throws InterruptedException {
    held.process().destroyForcibly().waitFor();
    held.release().complete(false);
    server.watch((_, _) -> {});
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("output"));
  }

  private void assertContinued(Cli run) throws IOException {
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("continued from " + file("")), run.out());
    assertTrue(run.out().contains("with the adjoint at step"), run.out());
    assertArrayEquals(expected, Files.readAllBytes(gradient));
    assertTrue(Files.notExists(file("")), "the folder goes");
  }

  /// Lets the leases of dead runs run out: the server tells the time to the second.
  private void expire() throws Exception {
    for (String name : server.names()) {
      if (name.endsWith("lease")) {
        server.put(name, server.text(name).replaceAll("milliseconds \\d+", "milliseconds 1"));
      }
    }
    Thread.sleep(2_100);
  }

  @Test
  void aRunKilledInItsForwardAndThenInItsReverse() throws Exception {
    kill(held(true, 4, ""));
    List<String> first = server.names();
    assertEquals(3 + 1, first.size(), "entries and the lease: " + first);
    Cli inFiles = Cli.line(with(LEVELS, ""));
    assertEquals(2, inFiles.status(), inFiles.out());
    assertTrue(inFiles.err().contains("would both be files"), inFiles.err());
    Cli refused = Cli.line(with(LEVELS.replace("S3:6", "S3:7"), bucket));
    assertEquals(1, refused.status(), refused.out());
    assertTrue(refused.err().contains("S3 6 in the store given"), refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
    kill(held(false, 3, ""));
    assertEquals(6, put.size(), "all slots are free again");
    List<String> both = server.names();
    assertTrue(both.containsAll(first), both.toString());
    assertTrue(both.size() < first.size() + 6 + 1, "some of the second are deleted: " + both);
    // Nothing is taken from the bucket, so it may be another.
    String other = bucket.replace("some/prefix", "another");
    assertContinued(Cli.line(with(LEVELS, other)));
    assertEquals(both, server.names());
    expire();
    Cli next = Cli.line("run burgers --steps 5" + LEVELS + bucket);
    assertEquals(0, next.status(), next.err());
    assertEquals(List.of(), server.names());
  }

  @Test
  void aRunThatIsAskedToStopLeavesNothingInTheBucket() throws Exception {
    // Without overlap it asks for more, to delete what it has got, before it may stop.
    Held held = held(false, 4, " --no-overlap");
    held.process().destroy();
    // Until the process has noticed, which nobody tells.
    Thread.sleep(300);
    held.release().complete(true);
    assertEquals(143, held.process().waitFor(), "by SIGTERM");
    assertTrue(output().contains("what continues it is kept in " + file("")), output());
    assertEquals(List.of(), server.names());
    server.watch((_, _) -> {});
    assertContinued(Cli.line(with(LEVELS, bucket)));
    assertEquals(List.of(), server.names());
  }
}

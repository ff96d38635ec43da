package org.checkpointschedules.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pipes in the place of files are not waited for, and files with holes are not believed to be as
/// large as they say.
class SpecialFilesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private KeptRun run;

  @BeforeEach
  void name() {
    run = new KeptRun(directory);
    run.leave();
  }

  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = run.file(name);
    Files.deleteIfExists(pipe);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    return pipe;
  }

  private void sparse(String name, long bytes) throws IOException {
    try (var file = new RandomAccessFile(run.file(name).toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no named pipes in folders")
  void aPipeInThePlaceOfASlotIsALostCheckpoint() throws Exception {
    List<Path> pipes = List.of(pipe("slot-0-000001"), pipe("slot-0-000003"), pipe("slot-0-000004"));
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          try (RunFolder folder = run.open()) {
            CheckpointStore store = folder.store(StorageLocation.DISK, 9);
            assertEquals(2, folder.survivors().size());
            assertTrue(folder.lost().getFirst().contains("no regular file"));
            for (int step = 20; step < 24; step++) {
              KeptRun.put(store, step);
              KeptRun.assertHolds(store, step);
            }
            store.close();
          }
          assertEquals(List.of(), RunFolder.clean(directory));
        });
    for (Path pipe : pipes) {
      assertTrue(Files.exists(pipe));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal", "journal.new", "adjoint-a", "adjoint-b", "run.lock"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no named pipes in folders")
  void aPipeInThePlaceOfAFileThatIsNeededIsNamed(String name) throws Exception {
    Path pipe = pipe(name);
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          var refused = assertThrows(JournalRefusedException.class, run::open);
          assertTrue(refused.getMessage().contains(name), refused::getMessage);
          assertEquals(List.of(), RunFolder.clean(directory));
        });
    assertTrue(Files.exists(pipe));
    Files.delete(pipe);
    run.open().remove();
    assertFalse(Files.exists(run.folder()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAdjointStateWithAHoleIsNotOne(boolean whole) throws IOException {
    if (whole) {
      Files.delete(run.file("adjoint-a"));
    }
    sparse("adjoint-a", 200L << 30);
    try (RunFolder folder = run.open()) {
      assertTrue(folder.continued());
      assertTrue(folder.savedPosition().isEmpty());
      folder.saveAdjoint(60, KeptRun.BYTES, segment -> segment.fill((byte) 60));
    }
    try (RunFolder folder = run.open()) {
      assertEquals(60, folder.savedPosition().orElseThrow());
      folder.loadAdjoint(segment -> assertEquals(KeptRun.BYTES, segment.byteSize()));
    }
  }

  @Test
  void aSlotWithAHoleIsALostCheckpoint() throws IOException {
    sparse("slot-0-000001", 200L << 30);
    NotEnoughSpaceException.requireRoom(run.folder(), BigInteger.ONE, 10, 10);
    long more = Files.getFileStore(directory).getUsableSpace() + (100L << 30);
    var blocks = BigInteger.valueOf(more / SlotBuffer.BLOCK);
    assertThrows(
        NotEnoughSpaceException.class,
        () -> NotEnoughSpaceException.requireRoom(run.folder(), blocks, 10, 10));
    try (RunFolder folder = run.open()) {
      CheckpointStore store = folder.store(StorageLocation.DISK, 9);
      assertEquals(2, folder.survivors().size());
      KeptRun.put(store, 9);
      KeptRun.assertHolds(store, 9);
      store.close();
    }
  }

  @Test
  void aLineWithoutAnEndIsNotRead() throws IOException {
    sparse("journal", 5L << 30);
    try (RunFolder folder = run.open()) {
      assertTrue(folder.continued());
    }
    Files.delete(run.file("journal"));
    sparse("journal", 5L << 30);
    var refused = assertThrows(JournalRefusedException.class, run::open);
    assertTrue(refused.getMessage().contains("`clean` removes it"), refused::getMessage);
    assertEquals(1, RunFolder.clean(directory).size());
  }

  @Test
  void whatWouldNotBeALineOfTheJournalIsRefused() {
    for (String text : List.of("two\nlines", "x".repeat(JournalFile.LONGEST_TEXT))) {
      var refused =
          assertThrows(
              InvalidArgumentException.class,
              () -> RunFolder.open(directory, "other", "schedule", text));
      assertEquals("fingerprint", refused.argument());
      assertFalse(Files.exists(directory.resolve("checkpoints-other")));
    }
    for (int life = 0; life < 2; life++) {
      RunFolder.open(directory, "other", "größer – 大", "m").close();
    }
  }
}

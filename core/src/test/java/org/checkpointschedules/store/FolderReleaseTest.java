package org.checkpointschedules.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever goes wrong while a folder is opened or closed, it can be opened afterwards.
class FolderReleaseTest {
  @TempDir Path directory;
  private KeptRun run;

  @BeforeEach
  void name() {
    run = new KeptRun(directory);
  }

  private void assertFree() {
    run.open().close();
  }

  @Test
  void aJournalThatDoesNotFitIntoMemory() throws IOException {
    run.leave();
    try (var sparse = new RandomAccessFile(run.file("journal").toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    // What was written before the hole is believed.
    try (RunFolder folder = run.open()) {
      assertEquals(1, folder.lost().size());
      folder.store(StorageLocation.DISK, 9).close();
      assertEquals(3, folder.survivors().size());
    }
    assertFree();
  }

  @Test
  void aFileThatCannotBeRemovedInTheEnd() throws IOException {
    RunFolder folder = run.open();
    Files.delete(run.file("journal"));
    Files.createDirectories(run.file("journal/of a journey"));
    folder.remove();
    assertEquals(List.of("journal", "run.lock"), run.names());
    assertThrows(JournalRefusedException.class, run::open);
    Files.delete(run.file("journal/of a journey"));
    Files.delete(run.file("journal"));
    assertFree();
  }

  @Test
  void aFolderThatIsRefused() {
    run.leave();
    assertThrows(
        JournalRefusedException.class,
        () -> RunFolder.open(directory, "kept", "other schedule", "model"));
    assertFree();
  }
}

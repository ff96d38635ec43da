package org.checkpointschedules.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of what somebody else made nothing is removed or changed, and it is in nobody's way for ever.
class ForeignFilesTest {
  private static final String MINE = "precious";

  @TempDir Path directory;
  private KeptRun run;

  @BeforeEach
  void name() {
    run = new KeptRun(directory);
  }

  private List<String> clean() {
    var left = new ArrayList<String>();
    RunFolder.clean(directory, (folder, why) -> left.add(folder.getFileName() + ": " + why));
    return left;
  }

  private void assertContinued() {
    try (RunFolder folder = run.open()) {
      assertTrue(folder.continued());
      assertEquals(70, folder.savedPosition().orElseThrow());
      CheckpointStore store = folder.store(StorageLocation.DISK, 9);
      assertEquals(3, folder.survivors().size());
      for (int step = 0; step < 3; step++) {
        KeptRun.assertHolds(store, step);
      }
      store.close();
    }
  }

  @Test
  void aFolderThatOnlyLooksLikeARuns() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("checkpoints-2024"));
    for (String name :
        List.of("slot-000001", "slot-0-000001", "journal", "journal.new", "adjoint-a", "notes")) {
      Files.writeString(folder.resolve(name), MINE);
    }
    for (String marker : List.of("", "process 4711", "checkpoint-schedules run ")) {
      Files.writeString(folder.resolve("run.lock"), marker);
      Stores.disk(directory, 1).close();
      run.open().remove();
      assertEquals(1, clean().size());
      try (var files = Files.list(folder)) {
        assertEquals(7, files.count());
      }
      assertEquals(marker, Files.readString(folder.resolve("run.lock")));
    }
  }

  @Test
  void filesOfARunsNamesInItsFolder() throws IOException {
    run.leave();
    List<String> foreign =
        List.of("slot-0-000004", "slot-0-000007", "slot-1-000001", "slot-0-99999999999999999999");
    for (String name : foreign) {
      Files.writeString(run.file(name), MINE);
    }
    Files.writeString(run.file("notes"), MINE);
    try (RunFolder folder = run.open()) {
      CheckpointStore store = folder.store(StorageLocation.DISK, 9);
      for (int step = 10; step < 16; step++) {
        KeptRun.put(store, step);
      }
      store.noMorePuts();
      for (int step = 10; step < 16; step++) {
        KeptRun.assertHolds(store, step);
        store.delete(CheckpointKey.restart(step));
      }
      store.close();
    }
    run.open().remove();
    assertEquals(6, run.names().size(), run.names().toString());
    for (String name : foreign) {
      assertEquals(MINE, Files.readString(run.file(name)));
    }
    // The folder is known as a run's yet, so the next one takes it up, and `clean` says what it is.
    run.leave();
    assertContinued();
    String left = clean().getFirst();
    assertTrue(left.contains("which no run made"), left);
    assertEquals(MINE, Files.readString(run.file("notes")));
    for (String name : run.names()) {
      Files.delete(run.file(name));
    }
    run.open().remove();
    assertFalse(Files.exists(run.folder()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal", "journal.new", "adjoint-b"})
  void aFileInAPlaceThatARunNeedsIsNamed(String name) throws IOException {
    run.leave();
    Files.writeString(run.file(name), MINE);
    var refused = assertThrows(JournalRefusedException.class, run::open);
    assertTrue(refused.getMessage().contains(name), refused::getMessage);
    assertEquals(MINE, Files.readString(run.file(name)));
    Files.delete(run.file(name));
    run.open().remove();
    assertFalse(Files.exists(run.folder()));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links are counted on POSIX file systems")
  void whatHasAnotherNameIsNotWrittenInto() throws IOException {
    run.leave();
    List<String> names = run.names();
    var before = new ArrayList<byte[]>();
    for (String name : names) {
      Files.createLink(directory.resolve("copy of " + name), run.file(name));
      before.add(Files.readAllBytes(run.file(name)));
    }
    try (RunFolder folder = run.open()) {
      CheckpointStore store = folder.store(StorageLocation.DISK, 9);
      for (int step = 0; step < 3; step++) {
        store.delete(CheckpointKey.restart(step));
      }
      Files.deleteIfExists(directory.resolve("journal"));
      Files.createLink(directory.resolve("journal"), run.file("journal"));
      byte[] journal = Files.readAllBytes(run.file("journal"));
      for (int step = 0; step < 4; step++) {
        KeptRun.put(store, step + 20);
      }
      folder.saveAdjoint(60, KeptRun.BYTES, segment -> segment.fill((byte) 60));
      folder.saveAdjoint(50, KeptRun.BYTES, segment -> segment.fill((byte) 50));
      assertArrayEquals(journal, Files.readAllBytes(directory.resolve("journal")));
      for (int step = 0; step < 4; step++) {
        KeptRun.assertHolds(store, step + 20);
      }
      store.close();
    }
    run.open().remove();
    assertFalse(Files.exists(run.folder()));
    for (int i = 0; i < names.size(); i++) {
      assertArrayEquals(
          before.get(i), Files.readAllBytes(directory.resolve("copy of " + names.get(i))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"deleted", "", "check", "no marker at all"})
  void aMarkerLostOrDamagedIsMadeAnew(String marker) throws IOException {
    for (boolean cleaned : new boolean[] {false, true}) {
      run.leave();
      if (marker.equals("deleted")) {
        Files.delete(run.file("run.lock"));
      } else {
        Files.writeString(run.file("run.lock"), marker);
      }
      if (cleaned) {
        assertEquals(List.of(), clean());
        assertFalse(Files.exists(run.folder()));
      } else {
        assertContinued();
        run.open().remove();
      }
    }
  }

  @Test
  void aMarkerLostBesideForeignFiles() throws IOException {
    run.leave();
    Files.writeString(run.file("notes"), MINE);
    Files.delete(run.file("run.lock"));
    assertContinued();
    Files.delete(run.file("run.lock"));
    assertTrue(clean().getFirst().endsWith("it holds notes, which no run made"));
    assertEquals(List.of("notes", "run.lock"), run.names());
    run.leave();
    assertContinued();
    run.open().remove();
    assertEquals(MINE, Files.readString(run.file("notes")));
  }

  @Test
  void aMarkerLostUnderARunThatLives() throws IOException {
    try (RunFolder folder = run.open()) {
      CheckpointStore store = folder.store(StorageLocation.DISK, 9);
      KeptRun.put(store, 1);
      Files.delete(run.file("run.lock"));
      // Of another process, the journal's lock tells it; of this one, its own list.
      assertThrows(RunInProgressException.class, run::open);
      assertTrue(clean().getFirst().endsWith("a run is working in it"));
      KeptRun.assertHolds(store, 1);
      store.close();
    }
    try (RunFolder folder = run.open()) {
      CheckpointStore store = folder.store(StorageLocation.DISK, 9);
      KeptRun.assertHolds(store, 1);
      Files.delete(run.file("run.lock"));
      Files.writeString(run.file("run.lock"), "another's");
      var taken = assertThrows(CheckpointStoreException.class, () -> KeptRun.put(store, 2));
      assertTrue(taken.getMessage().contains("no longer this run's"), taken::getMessage);
      store.close();
      List<String> names = run.names();
      folder.remove();
      assertEquals(names, run.names());
    }
  }

  @Test
  void anEmptyFolderIsTakenAndOneThatHoldsOnlyForeignFilesIsNamed() throws IOException {
    Files.createDirectory(run.folder());
    // What a network file system leaves of a file that is deleted while it is open.
    Files.writeString(run.file(".nfs000000000a1b2c3d00000001"), "");
    run.leave();
    assertContinued();
    run.open().remove();
    assertEquals(List.of(".nfs000000000a1b2c3d00000001", "run.lock"), run.names());
    assertTrue(clean().getFirst().endsWith("still open somewhere"));
    run.open().close();
    Files.delete(run.file(".nfs000000000a1b2c3d00000001"));
    assertEquals(List.of(), clean());

    Files.createDirectory(run.folder());
    Files.writeString(run.file("notes"), MINE);
    var refused = assertThrows(JournalRefusedException.class, run::open);
    assertTrue(
        refused.getMessage().contains("no marker of a run, and it holds notes, which no run made"),
        refused::getMessage);
    assertEquals(List.of("notes"), run.names());
  }
}

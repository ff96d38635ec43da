package org.checkpointschedules.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damage is always noticed; files are private, reused and removed; nothing foreign is touched.
class DiskStoreTest {
  private static final CheckpointKey KEY = CheckpointKey.restart(12);
  private static final int BYTES = 5000;

  @TempDir Path directory;
  private CheckpointStore store;

  @BeforeEach
  void open() {
    store = Stores.disk(directory, Level.UNBOUNDED);
  }

  private static void put(CheckpointStore store, CheckpointKey key, int value) {
    store.put(key, BYTES, segment -> segment.fill((byte) value));
  }

  private static void assertHolds(CheckpointStore store, CheckpointKey key, int value) {
    byte[] expected = new byte[BYTES];
    Arrays.fill(expected, (byte) value);
    store.get(
        key,
        segment -> assertTrue(Arrays.equals(expected, segment.toArray(JAVA_BYTE)), key.toString()));
  }

  private Path folder() throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  private List<Path> slots() throws IOException {
    try (var files = Files.list(folder())) {
      return files.filter(Leftovers::isOwn).sorted().toList();
    }
  }

  private String damage() {
    return assertThrows(
            CheckpointDamagedException.class,
            () -> store.get(KEY, _ -> assertTrue(false, "damaged bytes were handed out")))
        .getMessage();
  }

  @Test
  void aFlippedBitIsNoticedWhereverItIs() throws IOException {
    put(store, KEY, 7);
    Path slot = slots().getFirst();
    byte[] good = Files.readAllBytes(slot);
    assertEquals(SlotHeader.BYTES + BYTES, good.length);
    // Every byte of the header's fields, then samples.
    for (int at = 0; at < good.length; at += at < 64 ? 1 : 61) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << at % 8);
      Files.write(slot, bad);
      damage();
    }
    Files.write(slot, good);
    assertHolds(store, KEY, 7);
  }

  @Test
  void everyOtherLengthIsNoticed() throws IOException {
    put(store, KEY, 0);
    Path slot = slots().getFirst();
    byte[] good = Files.readAllBytes(slot);
    for (int length : new int[] {0, 1, 4095, 4096, good.length - 1, good.length + 1}) {
      Files.write(slot, Arrays.copyOf(good, length));
      assertTrue(damage().contains("bytes instead of"));
    }
  }

  @Test
  void aMissingFileIsNoticed() throws IOException {
    put(store, KEY, 1);
    Files.delete(slots().getFirst());
    damage();
  }

  @Test
  void exchangedFilesAreNoticed() throws IOException {
    put(store, KEY, 1);
    put(store, CheckpointKey.restart(13), 1);
    put(store, CheckpointKey.adjoint(12), 1);
    List<Path> slots = slots();
    Path aside = directory.resolve("aside");
    Files.copy(slots.get(0), aside);
    for (int other : new int[] {1, 2}) {
      Files.write(slots.get(0), Files.readAllBytes(slots.get(other)));
      assertTrue(damage().contains("it holds the"));
    }
    Files.write(slots.get(0), Files.readAllBytes(aside));
    assertHolds(store, KEY, 1);
  }

  @Test
  void aFileOfAnotherRunIsNoticed() throws IOException {
    put(store, KEY, 1);
    Path mine = slots().getFirst();
    Path elsewhere = Files.createDirectory(directory.resolve("zz-elsewhere"));
    try (var other = Stores.disk(elsewhere, 1)) {
      put(other, KEY, 1);
      try (var files = Files.walk(elsewhere)) {
        Path theirs = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        Files.write(mine, Files.readAllBytes(theirs));
      }
    }
    assertTrue(damage().contains("another run"));
  }

  @Test
  void anOlderStateOfTheSameSlotIsNoticed() throws IOException {
    put(store, KEY, 1);
    byte[] old = Files.readAllBytes(slots().getFirst());
    store.delete(KEY);
    put(store, KEY, 2);
    Files.write(slots().getFirst(), old);
    damage();
  }

  @Test
  void slotsAreReusedInPlace() throws IOException {
    for (int round = 0; round < 10; round++) {
      put(store, KEY, round);
      put(store, CheckpointKey.adjoint(round), round);
      assertHolds(store, KEY, round);
      assertHolds(store, CheckpointKey.adjoint(round), round);
      store.delete(KEY);
      store.delete(CheckpointKey.adjoint(round));
    }
    assertEquals(2, slots().size());
  }

  @Test
  void twoStoresInOneDirectoryDoNotMeet() {
    try (var other = Stores.disk(directory, Level.UNBOUNDED)) {
      put(store, KEY, 1);
      put(other, KEY, 2);
      assertHolds(store, KEY, 1);
      assertHolds(other, KEY, 2);
    }
    assertHolds(store, KEY, 1);
  }

  @Test
  void filesAreForTheOwnerOnly() throws IOException {
    if (!Files.getFileStore(directory).supportsFileAttributeView("posix")) {
      return;
    }
    put(store, KEY, 1);
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(slots().getFirst())));
  }

  @Test
  void whatTheStoreDidNotMakeStays() throws IOException {
    put(store, KEY, 1);
    Path foreign = Files.writeString(folder().resolve("foreign"), "not ours");
    store.close();
    assertTrue(Files.exists(foreign));
    try (var files = Files.list(foreign.getParent())) {
      assertEquals(List.of(foreign), files.toList());
    }
  }

  /// A run that keeps a journal was killed when its folder had the marker, and not yet its name.
  @Test
  void aFolderThatDidNotGetItsNameGoesWithTheNextRunOfAnyKind() throws IOException {
    Path born = Files.createDirectory(BirthName.in(directory));
    Files.createFile(born.resolve(FolderLock.FILE));
    RunFolder.open(directory, "name", "s", "m").close();
    assertFalse(Files.exists(born));
  }

  /// A run was killed when it had made its folder, and not yet the marker in it.
  @Test
  void anEmptyFolderGoesIfItsNameProvesItsOrigin() throws IOException {
    Path born = Files.createDirectory(BirthName.in(directory));
    Path inhabited = Files.createDirectory(BirthName.in(directory));
    Files.writeString(inhabited.resolve("foreign"), "");
    String name = born.getFileName().toString();
    char last = name.charAt(name.length() - 1);
    Path alike =
        Files.createDirectory(
            directory.resolve(name.substring(0, name.length() - 1) + (last == '0' ? '1' : '0')));
    Path mine = Files.createDirectory(directory.resolve("checkpoints-mine"));
    Path link = Files.createSymbolicLink(BirthName.in(directory), mine);
    Stores.disk(directory, 1).close();
    RunFolder.clean(directory);
    assertFalse(Files.exists(born));
    assertTrue(Files.exists(inhabited.resolve("foreign")));
    for (Path foreign : List.of(alike, mine, link)) {
      assertTrue(Files.exists(foreign), foreign.toString());
    }
  }

  @Test
  void filesVanishWithTheirEntriesOnceNothingMoreWillBePut() throws IOException {
    put(store, KEY, 1);
    put(store, CheckpointKey.restart(13), 2);
    put(store, CheckpointKey.restart(14), 3);
    store.delete(CheckpointKey.restart(14));
    assertEquals(3, slots().size());
    store.noMorePuts();
    assertEquals(2, slots().size());
    store.delete(KEY);
    assertEquals(1, slots().size());
    put(store, KEY, 4);
    assertHolds(store, KEY, 4);
    assertHolds(store, CheckpointKey.restart(13), 2);
    store.delete(CheckpointKey.restart(13));
    store.delete(KEY);
    assertEquals(0, slots().size());
  }

  @Test
  void aForeignFileInTheWayIsNotOverwrittenNorDeleted() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Files.createSymbolicLink(folder().resolve("slot-000000"), victim);
    put(store, KEY, 1);
    assertHolds(store, KEY, 1);
    assertEquals(2, slots().size(), "the link, and another name");
    store.close();
    assertEquals("precious", Files.readString(victim));
  }

  @Test
  void aFolderThatVanishesIsAnErrorOfItsOwnKind() throws IOException {
    put(store, KEY, 1);
    Files.delete(slots().getFirst());
    Files.delete(folder().resolve(FolderLock.FILE));
    Files.delete(folder());
    assertThrows(CheckpointStoreException.class, () -> put(store, CheckpointKey.restart(13), 1));
    damage();
    store.close();
  }

  @Test
  void directoriesThatWereMissingAreMadeAndRemoved() {
    Path deep = directory.resolve("a/b/c");
    try (var made = Stores.disk(deep, 3)) {
      put(made, KEY, 1);
      assertTrue(Files.isDirectory(deep));
    }
    assertFalse(Files.exists(directory.resolve("a")));
    assertTrue(Files.exists(directory));
  }

  @Test
  void aDirectoryThatIsNoneIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    for (Path bad : List.of(file, file.resolve("below"))) {
      var e = assertThrows(InvalidArgumentException.class, () -> Stores.disk(bad, 3));
      assertEquals("directory", e.argument());
    }
    assertThrows(InvalidArgumentException.class, () -> Stores.disk(directory, -1));
    assertThrows(InvalidArgumentException.class, () -> Stores.ram(-1));
  }

  /// What Ctrl-C does: the JVM is told to end while a store is open.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsLeftWhenTheJvmIsTerminated(boolean whileWriting) throws Exception {
    Path made = directory.resolve("made");
    var child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Interrupted.class.getName(),
                made.toString(),
                String.valueOf(whileWriting))
            .redirectErrorStream(true)
            .start();
    try (var output = child.inputReader()) {
      assertEquals("ready", output.readLine());
      assertTrue(Files.isDirectory(made));
      child.destroy();
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    }
    assertFalse(Files.exists(made));
  }

  /// Stores something, says so, and waits to be ended, or goes on storing in the background.
  static final class Interrupted {
    private Interrupted() {}

    public static void main(String[] args) throws InterruptedException {
      CheckpointStore store = Stores.disk(Path.of(args[0]), 3);
      put(store, KEY, 1);
      boolean whileWriting = Boolean.parseBoolean(args[1]);
      if (whileWriting) {
        store.delete(KEY);
        store = OverlappedStore.over(store, 3, 2);
      }
      System.out.println("ready");
      for (byte round = 0; whileWriting; round++) {
        byte value = round;
        store.put(KEY, 8 << 20, segment -> segment.fill(value));
        store.put(CheckpointKey.adjoint(round & 3), 2 << 20, segment -> segment.fill(value));
        store.delete(KEY);
        store.delete(CheckpointKey.adjoint(round & 3));
      }
      Thread.sleep(600_000);
      store.close();
    }
  }
}

package org.checkpointschedules.foreign;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.checkpointschedules.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTest {
  @TempDir private Path folder;

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 8, 4095, 4096, 4097, 100_000})
  void everyByteBehindTheEndIsGuarded(long bytes) throws IOException {
    try (Slot slot = Slot.make("state", bytes, folder);
        FileChannel file = FileChannel.open(files().getFirst(), StandardOpenOption.WRITE)) {
      assertEquals(bytes, slot.data().byteSize());
      slot.data().fill((byte) 7);
      assertTrue(slot.isIntact());
      assertTrue(file.size() - bytes >= 4096);
      for (long at : List.of(bytes, bytes + 1, bytes + 4095, file.size() - 1)) {
        file.write(java.nio.ByteBuffer.wrap(new byte[] {0}), at);
        assertFalse(slot.isIntact(), "byte " + at);
        file.write(java.nio.ByteBuffer.wrap(new byte[] {(byte) 0xA5}), at);
        assertTrue(slot.isIntact());
      }
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs POSIX files")
  void itIsTheUsersOwnAndHasANameUntilItIsUnnamed() throws IOException {
    try (Slot slot = Slot.make("state", 100, folder)) {
      assertEquals("slot state 100 " + files().getFirst().toRealPath(), slot.announcement());
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())));
      slot.unname();
      assertEquals(List.of(), files());
      slot.data().set(JAVA_BYTE, 0, (byte) 3);
    }
    assertEquals(List.of(), files());
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 50, Long.MAX_VALUE})
  void whatDoesNotFitIsRefusedBeforeAnythingIsMade(long bytes) throws IOException {
    for (Path where : List.of(folder, SolverCommand.of(List.of("sh")).slots())) {
      var refused =
          assertThrows(
              InvalidArgumentException.class, () -> SlotRoom.require(where, 10, bytes, bytes, 10));
      assertEquals("slots", refused.argument());
      assertTrue(refused.getMessage().contains("bytes are available"), refused.getMessage());
      SlotRoom.require(where, 10, 5000);
    }
    assertEquals(List.of(), files());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no named pipes in folders")
  void whatADeadProcessLeftGoesAndAllElseStays() throws Exception {
    byte[] slot = new byte[3 * 4096];
    Arrays.fill(slot, 2 * 4096, slot.length, (byte) 0xA5);
    List<Path> left = List.of(SlotName.fresh(folder), SlotName.fresh(folder));
    Files.write(left.get(0), slot);
    Files.createFile(left.get(1));
    Files.writeString(folder.resolve("mine"), "mine");
    Files.createSymbolicLink(SlotName.fresh(folder), folder.resolve("mine"));
    Files.writeString(folder.resolve("checkpoint-slot-backup.tar"), "mine");
    Files.write(folder.resolve("checkpoint-slot-" + UUID.randomUUID()), slot);
    Files.createFile(folder.resolve("checkpoint-slot-"));
    Files.writeString(SlotName.fresh(folder), "mine");
    Files.write(SlotName.fresh(folder), Arrays.copyOf(slot, 2 * 4096));
    Files.write(SlotName.fresh(folder), Arrays.copyOf(slot, slot.length - 1));
    Path pipe = SlotName.fresh(folder);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    var mine = new ArrayList<>(files());
    mine.removeAll(left);
    try (Slot first = Slot.make("state", 10, folder);
        Slot second = Slot.make("data", 10, folder)) {
      assertEquals(mine.size() + 2, files().size(), "two slots of this process");
      first.unname();
      second.unname();
    }
    assertEquals(mine, files());
  }

  /// A process may be killed at any time after it has made the file.
  @Test
  void aSlotIsKnownForOneFromItsFirstPageOn() throws IOException {
    try (Slot slot = Slot.make("state", 100_000, folder);
        FileChannel file = FileChannel.open(files().getFirst(), StandardOpenOption.READ)) {
      assertTrue(Slot.isSlot(file));
      slot.data().fill((byte) 3);
      assertTrue(Slot.isSlot(file));
    }
  }
}

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
import java.util.List;
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
  void whatADeadProcessLeftGoesAndAllElseStays() throws IOException {
    Files.writeString(folder.resolve("checkpoint-slot-of-a-dead-process"), "left");
    Files.writeString(folder.resolve("mine"), "mine");
    Files.createSymbolicLink(folder.resolve("checkpoint-slot-link"), folder.resolve("mine"));
    try (Slot first = Slot.make("state", 10, folder);
        Slot second = Slot.make("data", 10, folder)) {
      assertEquals(4, files().size(), "two slots of this process, a link and a file");
      first.unname();
      second.unname();
    }
    assertEquals(List.of(folder.resolve("checkpoint-slot-link"), folder.resolve("mine")), files());
  }
}

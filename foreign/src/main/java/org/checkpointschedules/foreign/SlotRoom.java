package org.checkpointschedules.foreign;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.checkpointschedules.InvalidArgumentException;

/// Asks for room before any slot is made: files in memory that outgrow it bring down whatever else
/// runs on the machine.
final class SlotRoom {
  private static final Path MEMORY = Path.of("/proc/meminfo");

  private SlotRoom() {}

  /// @throws InvalidArgumentException if slots of these sizes do not fit into the folder
  static void require(Path folder, long... sizes) {
    long needed = LongStream.of(sizes).map(Slot::length).sum();
    long available = available(folder);
    if (needed > available) {
      throw new InvalidArgumentException(
          "slots",
          "'%s', where %,d bytes are available".formatted(folder, available),
          "a folder with room for the %,d bytes that the solver declares".formatted(needed));
    }
  }

  private static long available(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      return store.type().equals("tmpfs")
          ? Math.min(store.getUsableSpace(), availableMemory())
          : store.getUsableSpace();
    } catch (IOException _) {
      return Long.MAX_VALUE; // Then making them tells.
    }
  }

  private static long availableMemory() throws IOException {
    return Files.readAllLines(MEMORY).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }
}

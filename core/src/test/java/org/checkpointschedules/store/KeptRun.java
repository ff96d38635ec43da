package org.checkpointschedules.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.checkpointschedules.StorageLocation;

/// A run that keeps a journal in a directory, to be left and taken up.
///
/// @param directory where its folder lies
record KeptRun(Path directory) {
  static final int BYTES = 300;

  RunFolder open() {
    return RunFolder.open(directory, "kept", "schedule", "model");
  }

  Path folder() {
    return directory.resolve("checkpoints-kept");
  }

  Path file(String name) {
    return folder().resolve(name);
  }

  /// Leaves three checkpoints, in slots 0 to 2, and a free slot 3, and an adjoint state.
  void leave() {
    try (RunFolder folder = open()) {
      CheckpointStore store = folder.store(StorageLocation.DISK, 9);
      for (int step = 0; step < 4; step++) {
        put(store, step);
      }
      store.delete(CheckpointKey.restart(3));
      folder.saveAdjoint(70, BYTES, segment -> segment.fill((byte) 70));
      store.close();
    }
  }

  static void put(CheckpointStore store, int step) {
    store.put(CheckpointKey.restart(step), BYTES, segment -> segment.fill((byte) step));
  }

  static void assertHolds(CheckpointStore store, int step) {
    store.get(
        CheckpointKey.restart(step),
        segment -> {
          assertEquals(BYTES, segment.byteSize());
          for (byte value : segment.toArray(JAVA_BYTE)) {
            assertEquals(step, value);
          }
        });
  }

  /// What lies in the folder.
  List<String> names() throws IOException {
    try (var files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

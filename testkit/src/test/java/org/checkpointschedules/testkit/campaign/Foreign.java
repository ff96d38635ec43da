package org.checkpointschedules.testkit.campaign;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A file that is not the run's, or is no ordinary file, put where the run has its own.
///
/// @param file what must be there afterwards; null where it is the run's to replace
/// @param content what must be in it; null for a pipe
record Foreign(Path file, byte[] content) {
  private static final long SPARSE = 10L << 30;

  /// What is put there.
  private enum Kind {
    PIPE,
    SECOND_NAME,
    SPARSE,
    NOTES,
    SLOT_NAME,
    MARKER_DAMAGED,
    MARKER_LOST
  }

  /// Puts one there; nothing where the folder has not what it takes.
  ///
  /// @param folder of a run that was killed
  /// @param outside begins the name of a file that may be made outside of it
  static Optional<Foreign> put(Path folder, Path outside, SplittableRandom random)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    List<Path> slots;
    try (var files = Files.list(folder)) {
      slots = files.filter(f -> f.getFileName().toString().startsWith("slot-")).sorted().toList();
    }
    if (slots.isEmpty() && (kind == Kind.PIPE || kind == Kind.SECOND_NAME)) {
      return Optional.empty();
    }
    Path marker = folder.resolve("run.lock");
    return Optional.of(
        switch (kind) {
          case PIPE -> {
            Path slot = slots.get(random.nextInt(slots.size()));
            Files.delete(slot);
            int status = new ProcessBuilder("mkfifo", slot.toString()).start().waitFor();
            if (status != 0) {
              throw new IllegalStateException("mkfifo ended with status " + status);
            }
            yield new Foreign(slot, null);
          }
          case SECOND_NAME -> {
            Path slot = slots.get(random.nextInt(slots.size()));
            Path name = outside.resolveSibling(outside.getFileName() + "-name");
            Files.createLink(name, slot);
            yield new Foreign(name, Files.readAllBytes(name));
          }
          case SPARSE -> {
            Path saved = folder.resolve(random.nextBoolean() ? "adjoint-a" : "adjoint-b");
            try (var file = new RandomAccessFile(saved.toFile(), "rw")) {
              file.setLength(SPARSE);
            }
            yield new Foreign(null, null);
          }
          case NOTES -> written(folder.resolve("notes.txt"));
          case SLOT_NAME -> written(folder.resolve("slot-0-%06d".formatted(90 + slots.size())));
          case MARKER_DAMAGED -> {
            byte[] noise = new byte[random.nextInt(1, 200)];
            random.nextBytes(noise);
            Files.write(marker, noise);
            yield new Foreign(null, null);
          }
          case MARKER_LOST -> {
            Files.deleteIfExists(marker);
            yield new Foreign(null, null);
          }
        });
  }

  private static Foreign written(Path file) throws IOException {
    byte[] mine = "mine".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Files.write(file, mine);
    return new Foreign(file, mine);
  }

  /// Takes it away again, untouched.
  ///
  /// @throws IllegalStateException if it is not as it was
  void requireUntouched() throws IOException {
    if (file == null) {
      return;
    }
    boolean untouched =
        content == null
            ? Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)
            : Files.isRegularFile(file) && Arrays.equals(content, Files.readAllBytes(file));
    if (!untouched) {
      throw new IllegalStateException("it was touched: " + file);
    }
    Files.delete(file);
  }
}

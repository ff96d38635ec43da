package org.checkpointschedules.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.codecs.Codecs;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.Storage;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.Stores;

/// The values of `--disk-codec`.
enum DiskCodec {
  NONE,
  LZ4,
  ZSTD,
  FLOAT32;

  /// @throws WrongRequest if there is none of that name
  static DiskCodec named(String name) {
    for (DiskCodec codec : values()) {
      if (codec.name().toLowerCase(Locale.ROOT).equals(name)) {
        return codec;
      }
    }
    throw new WrongRequest("--disk-codec", Numbers.quoted(name), "none, lz4, zstd or float32");
  }

  /// The most bytes that come out of it for so many.
  long mostBytes(long bytes) {
    return switch (this) {
      case NONE -> bytes;
      case LZ4, ZSTD -> Codecs.mostBytes(bytes);
      case FLOAT32 -> (bytes + 1) / 2;
    };
  }

  /// Bytes of memory that it works in.
  long bufferBytes(long bytes) {
    return switch (this) {
      case NONE -> 0;
      case LZ4, ZSTD -> bytes + Codecs.mostBytes(bytes);
      case FLOAT32 -> bytes;
    };
  }

  /// What to put around the store on disk.
  ///
  /// @throws WrongRequest if the schedule has none, or this does not suit the example's numbers
  Optional<Storage.Encoding> on(Example example, CheckpointSchedule schedule) {
    if (this != NONE && !usesDisk(schedule)) {
      throw new WrongRequest("--disk-codec needs a schedule with a level on disk");
    }
    return around(example);
  }

  /// Whether a schedule has a level on disk.
  static boolean usesDisk(CheckpointSchedule schedule) {
    return schedule.levels().stream()
        .anyMatch(level -> level.location().equals(StorageLocation.DISK));
  }

  /// What to put around a store on disk.
  ///
  /// @throws WrongRequest if this does not suit the example's numbers
  Optional<Storage.Encoding> around(Example example) {
    if (this == FLOAT32 && example.elementBytes() != Double.BYTES) {
      throw new WrongRequest(
          "--disk-codec", "'float32'", "none, lz4 or zstd where states are in float32 already");
    }
    int width = example.elementBytes();
    if (this == ZSTD) {
      // Refused now, and not at the first checkpoint, where its library cannot be loaded.
      Codecs.zstd(Stores.ram(0), width).close();
    }
    return switch (this) {
      case NONE -> Optional.empty();
      case LZ4 -> lossless("lz4/" + width, store -> Codecs.lz4(store, width));
      case ZSTD -> lossless("zstd/" + width, store -> Codecs.zstd(store, width));
      case FLOAT32 -> Optional.of(new Storage.Encoding("float32", true, Codecs::float32));
    };
  }

  private static Optional<Storage.Encoding> lossless(
      String name, UnaryOperator<CheckpointStore> around) {
    return Optional.of(new Storage.Encoding(name, false, around));
  }
}

package org.checkpointschedules.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.codecs.Codecs;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.store.CheckpointStore;

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

  /// What to put around the store on disk.
  ///
  /// @throws WrongRequest if the schedule has none, or this does not suit the example's numbers
  Optional<UnaryOperator<CheckpointStore>> on(Example example, CheckpointSchedule schedule) {
    if (this != NONE
        && schedule.levels().stream()
            .noneMatch(level -> level.location().equals(StorageLocation.DISK))) {
      throw new WrongRequest("--disk-codec needs a schedule with a level on disk");
    }
    if (this == FLOAT32 && example.elementBytes() != Double.BYTES) {
      throw new WrongRequest(
          "--disk-codec", "'float32'", "none, lz4 or zstd where states are in float32 already");
    }
    return switch (this) {
      case NONE -> Optional.empty();
      case LZ4 -> Optional.of(store -> Codecs.lz4(store, example.elementBytes()));
      case ZSTD -> Optional.of(store -> Codecs.zstd(store, example.elementBytes()));
      case FLOAT32 -> Optional.of(Codecs::float32);
    };
  }
}

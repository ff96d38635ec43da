package org.checkpointschedules;

import java.util.Objects;

/// What a storage level takes of memory, of itself and of time, for one entry.
///
/// A level works **in the background** where `write` or `read` are more than 0: the model then
/// waits for `put` and `get` only, which copy between it and a staging buffer, while the level is
/// at work. Otherwise `put` and `get` are all.
///
/// @param location the level
/// @param stateBytes bytes of the level that an entry of restart data takes, at most: header,
///   rounding and encoding included
/// @param adjointBytes the same of an entry of adjoint data
/// @param bufferBytes bytes of memory that the level takes beside its slots: staging buffers, and
///   those of an encoding
/// @param put what storing restart data costs the model
/// @param get what bringing them back costs the model
/// @param putData what storing adjoint data costs the model beside recording them: next to nothing
///   where they are recorded in their place
/// @param getData what bringing them to working storage costs the model
/// @param write what storing restart data takes in the background; adjoint data take their share of
///   bytes
/// @param read what bringing restart data to a buffer takes in the background
/// @param fresh what storing takes longer where the slot was never used before, of the model's
///   time, or in the background where the level works there
/// @param handOver what passes besides, where the model waits for a read that it has just asked
///   for: until the thread in the background wakes up, and the model's again
public record LevelFigures(
    StorageLocation location,
    long stateBytes,
    long adjointBytes,
    long bufferBytes,
    Timing put,
    Timing get,
    Timing putData,
    Timing getData,
    Timing write,
    Timing read,
    Timing fresh,
    Timing handOver) {

  /// Checks the bytes.
  ///
  /// @throws InvalidArgumentException if the location is no level, an entry takes no bytes, or
  ///   `bufferBytes` is negative
  public LevelFigures {
    if (!location.isLevel()) {
      throw new InvalidArgumentException("level", location, "any name but TAPE and NONE");
    }
    RunFigures.positive(location + " state bytes", stateBytes);
    RunFigures.positive(location + " adjoint bytes", adjointBytes);
    if (bufferBytes < 0) {
      throw new InvalidArgumentException(location + " buffer bytes", bufferBytes, "0 or more");
    }
    Objects.requireNonNull(put, "put");
    Objects.requireNonNull(get, "get");
    Objects.requireNonNull(putData, "put data");
    Objects.requireNonNull(getData, "get data");
    Objects.requireNonNull(write, "write");
    Objects.requireNonNull(read, "read");
    Objects.requireNonNull(fresh, "fresh");
    Objects.requireNonNull(handOver, "hand-over");
  }

  /// Figures of which nothing is known about adjoint data but their bytes, in proportion to which
  /// they are stored and brought back.
  ///
  /// @param location the level
  /// @param stateBytes bytes of the level that an entry of restart data takes
  /// @param adjointBytes the same of an entry of adjoint data
  /// @param bufferBytes bytes of memory that the level takes beside its slots
  /// @param put what storing restart data costs the model
  /// @param get what bringing them back costs the model
  /// @param write what storing them takes in the background
  /// @param read what bringing them to a buffer takes in the background
  /// @param fresh what storing takes longer where the slot was never used before
  /// @param handOver what passes besides, where the model waits for a read
  /// @throws InvalidArgumentException as the other constructor does
  public LevelFigures(
      StorageLocation location,
      long stateBytes,
      long adjointBytes,
      long bufferBytes,
      Timing put,
      Timing get,
      Timing write,
      Timing read,
      Timing fresh,
      Timing handOver) {
    this(
        location,
        stateBytes,
        adjointBytes,
        bufferBytes,
        put,
        get,
        put.times((double) adjointBytes / stateBytes),
        get.times((double) adjointBytes / stateBytes),
        write,
        read,
        fresh,
        handOver);
  }

  /// {@return whether the level works while the model computes}
  public boolean background() {
    return write.seconds() > 0 || read.seconds() > 0;
  }
}

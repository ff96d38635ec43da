package org.checkpointschedules.examples;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.run.InPlaceAdjoint;
import org.checkpointschedules.run.ValueAdjoint;
import org.checkpointschedules.store.CheckpointStore;

/// How the levels other than RAM of a run of an [Example] are kept.
///
/// @param directory where they live; by default the system's directory for temporary files
/// @param overlap whether they work while the model computes
/// @param encoding what to put around the store of the level `DISK`, which the schedule has then
/// @param stores levels of the schedule that are kept elsewhere
public record Storage(
    Optional<Path> directory,
    boolean overlap,
    Optional<UnaryOperator<CheckpointStore>> encoding,
    Map<StorageLocation, CheckpointStore> stores) {
  public Storage {
    stores = Map.copyOf(stores);
  }

  /// With all levels in memory and in the directory.
  public Storage(
      Optional<Path> directory,
      boolean overlap,
      Optional<UnaryOperator<CheckpointStore>> encoding) {
    this(directory, overlap, encoding, Map.of());
  }

  /// The same with these levels kept elsewhere.
  public Storage in(Map<StorageLocation, CheckpointStore> others) {
    return new Storage(directory, overlap, encoding, others);
  }

  /// In the directory, overlapped, not encoded.
  public static Storage in(Optional<Path> directory) {
    return new Storage(directory, true, Optional.empty());
  }

  /// The same adjoint calculation, with its levels kept so.
  public InPlaceAdjoint keep(InPlaceAdjoint adjoint) {
    InPlaceAdjoint kept = adjoint.overlap(overlap);
    for (var level : stores.entrySet()) {
      kept = kept.store(level.getKey(), level.getValue());
    }
    if (directory.isPresent()) {
      kept = kept.directory(directory.get());
    }
    return encoding.isPresent() ? kept.encoding(StorageLocation.DISK, encoding.get()) : kept;
  }

  /// The same adjoint calculation, with its levels kept so.
  public <S, D, A> ValueAdjoint<S, D, A> keep(ValueAdjoint<S, D, A> adjoint) {
    ValueAdjoint<S, D, A> kept = adjoint.overlap(overlap);
    for (var level : stores.entrySet()) {
      kept = kept.store(level.getKey(), level.getValue());
    }
    if (directory.isPresent()) {
      kept = kept.directory(directory.get());
    }
    return encoding.isPresent() ? kept.encoding(StorageLocation.DISK, encoding.get()) : kept;
  }
}

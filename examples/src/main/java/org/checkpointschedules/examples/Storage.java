package org.checkpointschedules.examples;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.checkpointschedules.Replanner;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.run.InPlaceAdjoint;
import org.checkpointschedules.run.RunControl;
import org.checkpointschedules.run.ValueAdjoint;
import org.checkpointschedules.store.CheckpointStore;

/// How the levels other than RAM of a run of an [Example] are kept, and how it is watched.
///
/// @param directory where they live; by default the system's directory for temporary files
/// @param overlap whether they work while the model computes
/// @param encoding what to put around the store of the level `DISK`, which the schedule has then
/// @param whenFull plans what is left where a level takes no more; otherwise that ends the run
/// @param stores levels of the schedule that are kept elsewhere
/// @param control what stops any run on them, those that verify included
/// @param checking how what is computed is watched
public record Storage(
    Optional<Path> directory,
    boolean overlap,
    Optional<Encoding> encoding,
    Optional<Replanner> whenFull,
    Map<StorageLocation, CheckpointStore> stores,
    Optional<RunControl> control,
    Checking checking) {
  public Storage {
    stores = Map.copyOf(stores);
  }

  /// With all levels in memory and in the directory.
  public Storage(
      Optional<Path> directory,
      boolean overlap,
      Optional<Encoding> encoding,
      Optional<Replanner> whenFull) {
    this(directory, overlap, encoding, whenFull, Map.of(), Optional.empty(), Checking.DEFAULT);
  }

  /// A store around a store.
  ///
  /// @param name what tells it from others
  /// @param lossy whether it loses digits
  public record Encoding(String name, boolean lossy, UnaryOperator<CheckpointStore> around) {}

  /// The same with these levels kept elsewhere.
  public Storage in(Map<StorageLocation, CheckpointStore> others) {
    return new Storage(directory, overlap, encoding, whenFull, others, control, checking);
  }

  /// The same, with its runs stopped by this.
  public Storage stoppedBy(RunControl other) {
    return new Storage(
        directory, overlap, encoding, whenFull, stores, Optional.of(other), checking);
  }

  /// The same, watched so.
  public Storage with(Checking checking) {
    return new Storage(directory, overlap, encoding, whenFull, stores, control, checking);
  }

  /// In the directory, overlapped, not encoded.
  public static Storage in(Optional<Path> directory) {
    return new Storage(directory, true, Optional.empty(), Optional.empty());
  }

  /// The same, with every bit kept.
  public Storage exact() {
    return new Storage(directory, overlap, Optional.empty(), whenFull, stores, control, checking);
  }

  /// The same adjoint calculation, with its levels kept so.
  public InPlaceAdjoint keep(InPlaceAdjoint adjoint) {
    InPlaceAdjoint kept = checking.watch(adjoint.overlap(overlap));
    if (control.isPresent()) {
      kept = kept.control(control.get());
    }
    for (var level : stores.entrySet()) {
      kept = kept.store(level.getKey(), level.getValue());
    }
    if (directory.isPresent()) {
      kept = kept.directory(directory.get());
    }
    if (encoding.isPresent()) {
      Encoding given = encoding.get();
      kept =
          given.lossy()
              ? kept.lossyEncoding(StorageLocation.DISK, given.name(), given.around())
              : kept.encoding(StorageLocation.DISK, given.name(), given.around());
    }
    return whenFull.isPresent() ? kept.replanner(whenFull.get()).replanWhenFull() : kept;
  }

  /// The same adjoint calculation, with its levels kept so.
  public <S, D, A> ValueAdjoint<S, D, A> keep(ValueAdjoint<S, D, A> adjoint) {
    ValueAdjoint<S, D, A> kept = checking.watch(adjoint.overlap(overlap));
    if (control.isPresent()) {
      kept = kept.control(control.get());
    }
    for (var level : stores.entrySet()) {
      kept = kept.store(level.getKey(), level.getValue());
    }
    if (directory.isPresent()) {
      kept = kept.directory(directory.get());
    }
    if (encoding.isPresent()) {
      Encoding given = encoding.get();
      kept =
          given.lossy()
              ? kept.lossyEncoding(StorageLocation.DISK, given.name(), given.around())
              : kept.encoding(StorageLocation.DISK, given.name(), given.around());
    }
    return whenFull.isPresent() ? kept.replanner(whenFull.get()).replanWhenFull() : kept;
  }
}

package org.checkpointschedules.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.checkpointschedules.examples.arrays.ArrayFormat;
import org.checkpointschedules.examples.arrays.Npy;
import org.checkpointschedules.plot.TraceObserver;

/// The formats of files, by their names' endings. What writes HDF5 is touched for such a name only,
/// so that other commands do not wait for it.
final class FileFormats {
  private FileFormats() {}

  private static boolean isHdf5(Path file) {
    return ArrayFormat.endsWith(file, ".h5") || ArrayFormat.endsWith(file, ".hdf5");
  }

  /// HDF5 for `.h5` and `.hdf5`, `.npy`, or raw.
  ///
  /// @param name of the array within the file, where it has one
  static ArrayFormat of(Path file, String name) {
    return isHdf5(file) ? (array, to) -> Hdf5.write(array, name, to) : ArrayFormat.of(file);
  }

  /// Whether a trace of this name is a table, else lines.
  static boolean isTable(Path file) {
    return isHdf5(file) || Npy.isNamed(file);
  }

  /// What writes a trace: HDF5, records of `.npy`, or lines of JSON.
  ///
  /// @param named tells the format
  /// @param file where it is written
  static TraceObserver trace(Path named, Path file) throws IOException {
    if (isHdf5(named)) {
      return TraceObserver.to(header -> new Hdf5Trace(file, header));
    }
    return Npy.isNamed(named)
        ? TraceObserver.to(header -> new NpyTrace(file, header))
        : TraceObserver.create(file);
  }
}

package org.checkpointschedules.examples.arrays;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// A way to write an array to a file.
@FunctionalInterface
public interface ArrayFormat {
  /// Raw little-endian numbers.
  ArrayFormat RAW = (array, file) -> Raw.write(array, file);

  /// NumPy's own.
  ArrayFormat NPY = (array, file) -> Npy.write(array, file);

  /// Replaces the file, if there is one: all of it, or nothing where that fails.
  void write(NumberArray array, Path file) throws IOException;

  /// [#NPY] for a name that ends so, in capitals or not, [#RAW] for any other.
  static ArrayFormat of(Path file) {
    return Npy.isNamed(file) ? NPY : RAW;
  }

  /// Whether the file's name ends so, in capitals or not.
  static boolean endsWith(Path file, String ending) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }
}

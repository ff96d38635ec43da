package org.checkpointschedules.cli;

import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.checkpointschedules.examples.arrays.NumberArray;
import org.checkpointschedules.store.ResultFile;

/// Writes HDF5 files.
final class Hdf5 {
  private Hdf5() {}

  /// One dataset, C order, of the array's precision.
  static void write(NumberArray array, String name, Path file) throws IOException {
    boolean single = array.elementBytes() == Float.BYTES;
    int[] shape = array.shape();
    int[] at = new int[1];
    Object nested = nested(array.values(), at, shape, single);
    ResultFile.write(file, beside -> write(Map.of(name, nested), Map.of(), beside));
  }

  /// Datasets and attributes of the file, by name, written in place.
  static void write(Map<String, ?> datasets, Map<String, ?> attributes, Path file)
      throws IOException {
    try (var hdf5 = HdfFile.write(file)) {
      datasets.forEach(hdf5::putDataset);
      attributes.forEach(hdf5::putAttribute);
    } catch (HdfException e) {
      throw new IOException(e);
    }
  }

  /// Java's arrays of arrays, as the library wants them.
  private static Object nested(double[] values, int[] at, int[] shape, boolean single) {
    if (shape.length > 1) {
      int[] rest = Arrays.copyOfRange(shape, 1, shape.length);
      Class<?> type = single ? float.class : double.class;
      for (int i = 0; i < rest.length; i++) {
        type = type.arrayType();
      }
      var parts = (Object[]) java.lang.reflect.Array.newInstance(type, shape[0]);
      for (int i = 0; i < parts.length; i++) {
        parts[i] = nested(values, at, rest, single);
      }
      return parts;
    }
    int length = shape.length == 0 ? 1 : shape[0];
    double[] line = Arrays.copyOfRange(values, at[0], at[0] + length);
    at[0] += length;
    if (!single) {
      return line;
    }
    var floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = (float) line[i];
    }
    return floats;
  }
}

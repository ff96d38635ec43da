package org.checkpointschedules.examples.fwi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.examples.arrays.Npy;
import org.checkpointschedules.examples.arrays.NumberArray;
import org.checkpointschedules.examples.fwi.VelocityLayout.Order;
import org.checkpointschedules.examples.fwi.VelocityLayout.Unit;

/// A file of velocities: raw little-endian float32, or `.npy` where the name ends so.
record VelocityFile(Path file, VelocityLayout layout) {

  /// The velocities in km/s, column by column, depth fastest.
  ///
  /// @throws InvalidArgumentException if the file cannot be read, has another size or shape, or a
  ///   value is no velocity; it says what the file looks like where that shows
  double[] read(int nx, int nz) {
    double[] values = Npy.isNamed(file) ? array(nx, nz) : raw(nx, nz);
    double[] ordered = layout.order() == Order.XZ ? values : turned(values, nx, nz);
    Unit unit = layout.unit();
    for (int i = 0; i < ordered.length; i++) {
      if (!unit.holds(ordered[i])) {
        throw new InvalidArgumentException(
            "velocity",
            "%s, with %s %s at x=%d z=%d".formatted(file, ordered[i], unit, i / nz, i % nz),
            "velocities of " + unit.range() + looksLike(ordered));
      }
    }
    return DoubleStream.of(ordered).map(unit::toKmPerS).toArray();
  }

  /// What the numbers would be right for, if anything.
  private String looksLike(double[] values) {
    Unit other = layout.unit().other();
    if (all(values, other::holds)) {
      return "; all are velocities in " + other + ", with unit " + other;
    }
    if (!Npy.isNamed(file)
        && all(values, value -> layout.unit().holds(Float.intBitsToFloat(swapped(value))))) {
      return "; as big-endian numbers all are, and are read as FILE.npy";
    }
    return "";
  }

  private static int swapped(double value) {
    return Integer.reverseBytes(Float.floatToRawIntBits((float) value));
  }

  private static boolean all(double[] values, DoublePredicate holds) {
    return DoubleStream.of(values).allMatch(holds);
  }

  private double[] array(int nx, int nz) {
    NumberArray array = Npy.read("velocity", file);
    int[] expected = layout.order() == Order.XZ ? new int[] {nx, nz} : new int[] {nz, nx};
    if (!Arrays.equals(array.shape(), expected)) {
      throw new InvalidArgumentException(
          "shape",
          nx + "x" + nz,
          "that of %s, which is %s of indices %s"
              .formatted(file, Arrays.toString(array.shape()), layout.order()));
    }
    return array.values();
  }

  private double[] raw(int nx, int nz) {
    long expected = (long) nx * nz * Float.BYTES;
    byte[] bytes;
    try {
      long size = Files.size(file);
      if (size != expected) {
        String doubles =
            size == 2 * expected ? "; as float64 it has that many, and is read as FILE.npy" : "";
        throw new InvalidArgumentException(
            "velocity",
            file + ", a file of " + size + " bytes",
            "%d bytes for %dx%d float32 values%s".formatted(expected, nx, nz, doubles));
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidArgumentException("velocity", file, "a file that can be read");
    }
    var floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    var values = new double[nx * nz];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats.get(i);
    }
    return values;
  }

  /// From x fastest to depth fastest.
  private static double[] turned(double[] values, int nx, int nz) {
    var turned = new double[values.length];
    for (int x = 0; x < nx; x++) {
      for (int z = 0; z < nz; z++) {
        turned[x * nz + z] = values[z * nx + x];
      }
    }
    return turned;
  }
}

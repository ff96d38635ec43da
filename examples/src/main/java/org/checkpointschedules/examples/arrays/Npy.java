package org.checkpointschedules.examples.arrays;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.store.ResultFile;

/// Files of NumPy's format `.npy`, versions 1.0, 2.0 and 3.0, as `numpy.save` writes them.
///
/// Read are float32 and float64, little- and big-endian, in C and in Fortran order, of up to 2^28
/// numbers; everything else is refused by its name. Written is version 1.0, little-endian, C order.
public final class Npy {
  static final int MOST_NUMBERS = 1 << 28;

  private static final int PIECE = 1 << 16;

  private Npy() {}

  /// Whether the name ends with `.npy`, in capitals or not.
  public static boolean isNamed(Path file) {
    return ArrayFormat.endsWith(file, ".npy");
  }

  /// The shape of the array in a file, whose numbers are not read.
  ///
  /// @param argument what named the file, for messages
  /// @throws InvalidArgumentException as [#read]
  public static int[] shape(String argument, Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return NpyHeader.read(new NpyFault(argument, file), channel).shape();
    } catch (IOException e) {
      throw new NpyFault(argument, file).unreadable();
    }
  }

  /// Reads an array. One in Fortran order is turned, so that indices mean what they mean to NumPy.
  ///
  /// @param argument what named the file, for messages
  /// @throws InvalidArgumentException if the file cannot be read, is not of this format, is cut off
  ///   or too long, or does not hold float32 or float64; it says which
  public static NumberArray read(String argument, Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      NpyHeader header = NpyHeader.read(new NpyFault(argument, file), channel);
      var values = new double[header.numbers()];
      var piece = ByteBuffer.allocate(PIECE).order(header.order());
      for (int at = 0; at < values.length; ) {
        piece.clear().limit(Math.min(PIECE, (values.length - at) * header.elementBytes()));
        while (piece.hasRemaining()) {
          if (channel.read(piece) < 0) {
            throw new NpyFault(argument, file).of("it was cut off while it was read");
          }
        }
        for (piece.flip(); piece.hasRemaining(); at++) {
          values[at] = header.elementBytes() == Float.BYTES ? piece.getFloat() : piece.getDouble();
        }
      }
      double[] ordered = header.fortran() ? turned(values, header.shape()) : values;
      return new NumberArray(ordered, header.elementBytes(), header.shape());
    } catch (IOException e) {
      throw new NpyFault(argument, file).unreadable();
    }
  }

  /// From the first index fastest to the last index fastest.
  private static double[] turned(double[] values, int[] shape) {
    var turned = new double[values.length];
    var index = new int[shape.length];
    var stride = new int[shape.length];
    int points = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      stride[d] = points;
      points *= shape[d];
    }
    int to = 0;
    for (double value : values) {
      turned[to] = value;
      for (int d = 0; d < shape.length; d++) {
        to += stride[d];
        if (++index[d] < shape[d]) {
          break;
        }
        to -= stride[d] * shape[d];
        index[d] = 0;
      }
    }
    return turned;
  }

  /// Writes an array; a file that is there is replaced, all or nothing: see [ResultFile].
  public static void write(NumberArray array, Path file) throws IOException {
    String type = array.elementBytes() == Float.BYTES ? "'<f4'" : "'<f8'";
    String sides =
        IntStream.of(array.shape()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String shape = array.shape().length == 1 ? "(" + sides + ",)" : "(" + sides + ")";
    ResultFile.write(
        file,
        beside -> {
          try (var out = new BufferedOutputStream(Files.newOutputStream(beside), PIECE)) {
            out.write(NpyHeader.bytes(type, shape, 0));
            Raw.write(array, out);
          }
        });
  }
}

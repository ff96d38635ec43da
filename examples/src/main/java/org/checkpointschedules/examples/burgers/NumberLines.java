package org.checkpointschedules.examples.burgers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.examples.arrays.Npy;
import org.checkpointschedules.examples.arrays.NumberArray;

/// Text files of one number a line, blank lines and those that begin with `#` passed over, and
/// `.npy` files of one dimension, or of others of length 1 beside it.
final class NumberLines {
  private NumberLines() {}

  /// @param name of the argument that named the file
  /// @throws InvalidArgumentException if the file cannot be read or a line is no finite number
  static double[] read(String name, Path file) {
    return Npy.isNamed(file) ? array(name, file) : lines(name, file);
  }

  private static double[] array(String name, Path file) {
    NumberArray array = Npy.read(name, file);
    if (IntStream.of(array.shape()).filter(side -> side > 1).count() > 1) {
      throw new InvalidArgumentException(
          name,
          "%s, an array of shape %s".formatted(file, Arrays.toString(array.shape())),
          "an array of one dimension");
    }
    for (int i = 0; i < array.values().length; i++) {
      if (!Double.isFinite(array.values()[i])) {
        throw new InvalidArgumentException(
            name, "%s, number %d: %s".formatted(file, i, array.values()[i]), "finite numbers");
      }
    }
    return array.values();
  }

  private static double[] lines(String name, Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new InvalidArgumentException(name, file, "a text file that can be read");
    }
    var numbers = new double[lines.size()];
    int count = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        numbers[count++] = number(name, file, i + 1, line);
      }
    }
    return Arrays.copyOf(numbers, count);
  }

  private static double number(String name, Path file, int lineNumber, String line) {
    try {
      double number = Double.parseDouble(line);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number that is not finite.
    }
    String shown = line.length() > 40 ? line.substring(0, 40) + "..." : line;
    throw new InvalidArgumentException(
        name, "%s, line %d: %s".formatted(file, lineNumber, shown), "one finite number a line");
  }
}

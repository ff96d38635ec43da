package org.checkpointschedules.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads a file of numbers: one a line, exactly as written; blank lines and lines that begin with
/// `#` are passed over.
final class NumberFile {
  /// Far more than can be planned.
  private static final int MOST_NUMBERS = 1_000_000;

  private static final int LONGEST_LINE = 4096;

  private NumberFile() {}

  /// `BigDecimal`s for costs, `Integer`s for sizes.
  ///
  /// @throws WrongRequest if the file cannot be read, or a line is no such number
  static List<? extends Number> read(Parameter parameter, Path file) {
    String name = parameter.option();
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      throw new WrongRequest(name, "'" + file + "'", "a file that can be read");
    }
    var numbers = new ArrayList<Number>();
    try (var in = Files.newInputStream(file)) {
      var lines = new LineReader(in, LONGEST_LINE);
      long number = 0;
      String line;
      while ((line = lines.read()) != null) {
        number++;
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        if (numbers.size() == MOST_NUMBERS) {
          throw new WrongRequest(name, "'" + file + "'", "at most " + MOST_NUMBERS + " numbers");
        }
        if (number == 1 && text.startsWith("\uFFFDNUMPY")) {
          throw new WrongRequest(
              name, "'" + file + "', an array of NumPy", "a text, as numpy.savetxt writes it");
        }
        String place = name + ", line " + number + " of " + file + ",";
        numbers.add(
            parameter.kind() == Parameter.Kind.COSTS
                ? Numbers.cost(place, text)
                : (Number) (int) Numbers.whole(place, text, 0, Integer.MAX_VALUE));
      }
    } catch (IOException e) {
      throw new WrongRequest(name, "'" + file + "'", "a file that can be read (" + e + ")");
    }
    if (numbers.isEmpty()) {
      throw new WrongRequest(name, "'" + file + "'", "a file with one number a line");
    }
    return numbers;
  }
}

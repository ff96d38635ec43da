package org.checkpointschedules.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// The reference tables: comma separated, no quotes, a line of names first.
final class ReferenceTable {
  private ReferenceTable() {}

  static List<Row> read(String file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of("src/test/resources/reference", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String[] names = lines.getFirst().split(",");
    var rows = new ArrayList<Row>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      var row = new HashMap<String, String>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], values[i]);
      }
      rows.add(new Row(line, row));
    }
    return rows;
  }

  record Row(String line, Map<String, String> values) {
    int whole(String name) {
      return Integer.parseInt(values.get(name));
    }

    BigDecimal decimal(String name) {
      return new BigDecimal(values.get(name));
    }

    Optional<BigDecimal> optionalDecimal(String name) {
      String value = values.get(name);
      return value.isEmpty() || value.equals("inf")
          ? Optional.empty()
          : Optional.of(new BigDecimal(value));
    }

    /// Levels from three columns of values separated by spaces.
    List<Level> levels(String slots, String writes, String reads) {
      String[] slot = values.get(slots).split(" ");
      String[] write = values.get(writes).split(" ");
      String[] read = values.get(reads).split(" ");
      var levels = new ArrayList<Level>();
      for (int k = 0; k < slot.length; k++) {
        levels.add(
            new Level(
                StorageLocation.level("L" + k),
                Long.parseLong(slot[k]),
                new BigDecimal(write[k]),
                new BigDecimal(read[k])));
      }
      return levels;
    }

    @Override
    public String toString() {
      return line;
    }
  }
}

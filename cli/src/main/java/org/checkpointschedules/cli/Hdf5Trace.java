package org.checkpointschedules.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.examples.arrays.NpyRecords.Field;
import org.checkpointschedules.plot.TimedAction;
import org.checkpointschedules.plot.TimedActions;
import org.checkpointschedules.plot.TraceHeader;

/// A trace as columns of an HDF5 file, each a dataset. They are written at the end, and held in
/// memory until then: some 80 bytes for each action. Truth values are 0 and 1.
final class Hdf5Trace implements TimedActions {
  private final Path file;
  private final TraceHeader header;
  private final List<Column> columns;
  private boolean closed;

  Hdf5Trace(Path file, TraceHeader header) {
    this.file = file;
    this.header = header;
    columns = TraceRow.fields(header).stream().map(Column::new).toList();
  }

  @Override
  public void write(TimedAction timed) {
    List<Object> row = TraceRow.of(timed);
    for (int i = 0; i < row.size(); i++) {
      columns.get(i).add(row.get(i));
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    var datasets = new LinkedHashMap<String, Object>();
    columns.forEach(column -> datasets.put(column.field.name(), column.array()));
    Map<String, Object> attributes = Map.of("steps", header.steps(), "schedule", header.schedule());
    Hdf5.write(datasets, attributes, file);
  }

  private static final class Column {
    private final Field field;
    private final List<String> texts = new ArrayList<>();
    private long[] numbers = new long[0];
    private byte[] flags = new byte[0];
    private int count;

    Column(Field field) {
      this.field = field;
    }

    void add(Object value) {
      switch (value) {
        case Long number -> {
          if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(1024, 2 * count));
          }
          numbers[count] = number;
        }
        case Boolean flag -> {
          if (count == flags.length) {
            flags = Arrays.copyOf(flags, Math.max(1024, 2 * count));
          }
          flags[count] = (byte) (flag ? 1 : 0);
        }
        default -> texts.add((String) value);
      }
      count++;
    }

    Object array() {
      if (field.text()) {
        return texts.toArray(new String[0]);
      }
      return field.bytes() == 1 ? Arrays.copyOf(flags, count) : Arrays.copyOf(numbers, count);
    }
  }
}

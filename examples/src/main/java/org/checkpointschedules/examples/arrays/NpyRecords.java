package org.checkpointschedules.examples.arrays;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a `.npy` file of records, a structured array of one dimension, as they come: memory does
/// not grow with their number. Not thread safe.
public final class NpyRecords implements Closeable {
  /// Digits of the largest number of records.
  private static final int ROOM = 19;

  private final Path file;
  private final List<Field> fields;
  private final OutputStream out;
  private final ByteBuffer record;
  private long records;
  private boolean closed;

  /// A member of each record.
  ///
  /// @param bytes of a text; 0 for a whole number of 8 bytes, 1 for a truth value where `text` is
  ///   false
  public record Field(String name, boolean text, int bytes) {
    /// A whole number of 64 bits.
    public static Field number(String name) {
      return new Field(name, false, Long.BYTES);
    }

    /// A truth value.
    public static Field flag(String name) {
      return new Field(name, false, 1);
    }

    /// ASCII of up to so many characters.
    public static Field text(String name, int characters) {
      return new Field(name, true, characters);
    }

    private String type() {
      return text ? "|S" + bytes : bytes == 1 ? "|b1" : "<i8";
    }
  }

  /// In a new file; one that is there is replaced.
  public NpyRecords(Path file, List<Field> fields) throws IOException {
    this.file = file;
    this.fields = List.copyOf(fields);
    record =
        ByteBuffer.allocate(fields.stream().mapToInt(Field::bytes).sum())
            .order(ByteOrder.LITTLE_ENDIAN);
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    out.write(header());
  }

  private byte[] header() {
    String type =
        fields.stream()
            .map(field -> "('%s', '%s')".formatted(field.name(), field.type()))
            .collect(Collectors.joining(", ", "[", "]"));
    String count = Long.toString(records);
    return NpyHeader.bytes(type, "(" + count + ",)", ROOM - count.length());
  }

  /// Writes one.
  ///
  /// @param values one for each field: `Long`, `Boolean` or `String`
  public void write(List<?> values) throws IOException {
    record.clear();
    for (int i = 0; i < fields.size(); i++) {
      switch (values.get(i)) {
        case Long number -> record.putLong(number);
        case Boolean flag -> record.put((byte) (flag ? 1 : 0));
        case String text -> {
          byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
          record.put(bytes).put(new byte[fields.get(i).bytes() - bytes.length]);
        }
        default -> throw new IllegalArgumentException(String.valueOf(values.get(i)));
      }
    }
    out.write(record.array());
    records++;
  }

  /// Ends the file, with the number of records in its header.
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    out.close();
    try (var header = new RandomAccessFile(file.toFile(), "rw")) {
      header.write(header());
    }
  }
}

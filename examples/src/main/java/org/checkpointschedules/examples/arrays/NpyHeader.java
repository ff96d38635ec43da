package org.checkpointschedules.examples.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/// What stands before the numbers of a `.npy` file: six bytes of magic, the version, the length of
/// the rest (2 bytes in version 1, 4 later, little-endian), and a Python dictionary of three keys,
/// padded with blanks to a multiple of 64 bytes and ended by a line feed.
record NpyHeader(int elementBytes, ByteOrder order, boolean fortran, int[] shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int LONGEST = 10_000;
  private static final int MOST_DIMENSIONS = 32;

  private static final Map<String, String> REFUSED =
      Map.of(
          "f2", "float16",
          "f16", "longdouble",
          "c8", "complex64",
          "c16", "complex128",
          "b1", "bool",
          "O", "Python objects");

  /// The numbers of the shape's points.
  int numbers() {
    int points = 1;
    for (int side : shape) {
      points *= side;
    }
    return points;
  }

  /// Reads the header and leaves the channel at the first number; the size of the file is that of
  /// header and numbers.
  static NpyHeader read(NpyFault fault, FileChannel channel) throws IOException {
    ByteBuffer start = read(channel, 8, fault);
    if (!Arrays.equals(Arrays.copyOf(start.array(), MAGIC.length), MAGIC)) {
      throw fault.of("it does not begin as a .npy file");
    }
    int version = start.get(6);
    if (version < 1 || version > 3 || start.get(7) != 0) {
      throw fault.of("it is of version %d.%d, not 1.0 to 3.0".formatted(version, start.get(7)));
    }
    long length =
        version == 1
            ? read(channel, 2, fault).getShort(0) & 0xffff
            : read(channel, 4, fault).getInt(0) & 0xffff_ffffL;
    if (length > LONGEST) {
      throw fault.of("its header is of %d bytes, more than %d".formatted(length, LONGEST));
    }
    byte[] text = read(channel, (int) length, fault).array();
    var charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    Map<String, Object> entries = new PythonLiteral(new String(text, charset), fault).dictionary();
    if (!entries.keySet().equals(Set.of("descr", "fortran_order", "shape"))) {
      throw fault.of("its header has the keys " + entries.keySet());
    }
    NpyHeader header = of(entries, fault);
    long expected = channel.position() + (long) header.numbers() * header.elementBytes();
    if (channel.size() != expected) {
      throw fault.of(
          "it has %,d bytes, where its header says %,d".formatted(channel.size(), expected));
    }
    return header;
  }

  private static NpyHeader of(Map<String, Object> entries, NpyFault fault) {
    if (!(entries.get("descr") instanceof String type)) {
      throw fault.of("its numbers are records, a structured array");
    }
    boolean known = type.matches("[<>=][fc](4|8)") && type.charAt(1) == 'f';
    if (!known) {
      String kind = type.replaceFirst("^[<>=|]", "");
      throw fault.of("its numbers are " + REFUSED.getOrDefault(kind, "of type '" + type + "'"));
    }
    if (!(entries.get("fortran_order") instanceof Boolean fortran)) {
      throw fault.of("its fortran_order is neither True nor False");
    }
    if (!(entries.get("shape") instanceof long[] sides) || sides.length > MOST_DIMENSIONS) {
      throw fault.of("its shape is no tuple of lengths");
    }
    long points = 1;
    for (long side : sides) {
      if (side == 0) {
        throw fault.of("its shape " + Arrays.toString(sides) + " has no numbers");
      }
      points = side > Npy.MOST_NUMBERS ? Npy.MOST_NUMBERS + 1 : points * side;
      if (points > Npy.MOST_NUMBERS) {
        throw fault.of(
            "its shape %s has more than %,d numbers"
                .formatted(Arrays.toString(sides), Npy.MOST_NUMBERS));
      }
    }
    ByteOrder order =
        switch (type.charAt(0)) {
          case '<' -> ByteOrder.LITTLE_ENDIAN;
          case '>' -> ByteOrder.BIG_ENDIAN;
          default -> ByteOrder.nativeOrder();
        };
    int[] shape = Arrays.stream(sides).mapToInt(side -> (int) side).toArray();
    return new NpyHeader(type.charAt(2) - '0', order, fortran, shape);
  }

  private static ByteBuffer read(FileChannel channel, int bytes, NpyFault fault)
      throws IOException {
    var buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw fault.of("it ends within its header");
      }
    }
    return buffer.flip();
  }

  /// A header of version 1.0, C order.
  ///
  /// @param type as Python writes it, quotes included
  /// @param room characters for the shape to grow into, when the header is written anew
  static byte[] bytes(String type, String shape, int room) {
    String text = "{'descr': %s, 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    int before = MAGIC.length + 4;
    int length = Math.ceilDiv(before + text.length() + room + 1, ALIGNMENT) * ALIGNMENT;
    if (length - before > 0xffff) {
      throw new IllegalArgumentException("a header of " + length + " bytes");
    }
    var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - before));
    bytes.put(text.getBytes(StandardCharsets.ISO_8859_1));
    Arrays.fill(bytes.array(), bytes.position(), length - 1, (byte) ' ');
    bytes.put(length - 1, (byte) '\n');
    return bytes.array();
  }
}

package org.checkpointschedules.foreign;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import org.checkpointschedules.InvalidArgumentException;

/// `struct cs_sizes`.
final class KernelSizes {
  private static final int TEXT = 256;

  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("struct_bytes"),
          JAVA_LONG.withName("steps"),
          JAVA_LONG.withName("state_bytes"),
          JAVA_LONG.withName("data_bytes"),
          JAVA_LONG.withName("adjoint_bytes"),
          JAVA_LONG.withName("gradient_bytes"),
          JAVA_LONG.withName("element_bytes"),
          MemoryLayout.sequenceLayout(TEXT, JAVA_BYTE).withName("fingerprint"));

  private KernelSizes() {}

  /// @param name of the library
  static Declaration read(MemorySegment sizes, String name) {
    long structBytes = field(sizes, "struct_bytes");
    if (structBytes != LAYOUT.byteSize()) {
      throw new InvalidArgumentException(
          "struct_bytes of " + name, structBytes, "" + LAYOUT.byteSize());
    }
    long element = field(sizes, "element_bytes");
    return new Declaration(
        name,
        field(sizes, "steps"),
        field(sizes, "state_bytes"),
        field(sizes, "data_bytes"),
        field(sizes, "adjoint_bytes"),
        field(sizes, "gradient_bytes"),
        0,
        Math.clamp(element, 0, Integer.MAX_VALUE),
        0,
        text(sizes.asSlice(LAYOUT.byteOffset(path("fingerprint")), TEXT)));
  }

  private static long field(MemorySegment sizes, String name) {
    VarHandle field = LAYOUT.varHandle(path(name));
    return (long) field.get(sizes, 0L);
  }

  private static MemoryLayout.PathElement path(String name) {
    return MemoryLayout.PathElement.groupElement(name);
  }

  /// Up to a NUL, or the whole.
  private static String text(MemorySegment segment) {
    byte[] bytes = segment.toArray(JAVA_BYTE);
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}

package org.checkpointschedules.examples;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// Everything that the result of an example depends on besides the schedule, as bytes: a run is
/// continued only by one with the same.
public final class Fingerprint {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /// With this text or number, as it prints.
  public Fingerprint with(Object value) {
    return write(() -> out.writeUTF(value.toString()));
  }

  /// With these numbers, every bit of them.
  public Fingerprint with(double[] values) {
    return write(() -> {
      out.writeInt(values.length);
      for (double value : values) {
        out.writeLong(Double.doubleToRawLongBits(value));
      }
    });
  }

  /// All of it.
  public byte[] bytes() {
    return bytes.toByteArray();
  }

  private interface Writing {
    void run() throws IOException;
  }

  private Fingerprint write(Writing writing) {
    try {
      writing.run();
      return this;
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
  }
}

package org.checkpointschedules.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;

/// A codec made of two functions on streams.
final class StreamCodec<T> implements StateCodec<T> {
  private final Writer<T> writer;
  private final Reader<T> reader;

  StreamCodec(Writer<T> writer, Reader<T> reader) {
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  public long bytes(T state) {
    var counted = new DataOutputStream(OutputStream.nullOutputStream());
    write(state, counted);
    return counted.size();
  }

  @Override
  public void encode(T state, MemorySegment to) {
    var bytes = new ByteArrayOutputStream(Math.toIntExact(to.byteSize()));
    write(state, new DataOutputStream(bytes));
    byte[] written = bytes.toByteArray();
    if (written.length != to.byteSize()) {
      throw new CheckpointStoreException(
          "the codec wrote %,d bytes of a state, then %,d bytes of the same state"
              .formatted(to.byteSize(), written.length));
    }
    MemorySegment.copy(written, 0, to, JAVA_BYTE, 0, written.length);
  }

  @Override
  public T decode(MemorySegment from) {
    var in = new DataInputStream(new ByteArrayInputStream(from.toArray(JAVA_BYTE)));
    try {
      T state = reader.read(in);
      if (in.available() > 0) {
        throw new CheckpointStoreException(
            "the codec read %,d bytes less than it wrote".formatted(in.available()));
      }
      return state;
    } catch (IOException e) {
      throw new UncheckedIOException("the codec could not read what it wrote", e);
    }
  }

  private void write(T state, DataOutputStream out) {
    try {
      writer.write(state, out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the codec could not write a state", e);
    }
  }
}

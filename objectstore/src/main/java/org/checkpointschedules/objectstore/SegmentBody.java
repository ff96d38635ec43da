package org.checkpointschedules.objectstore;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import software.amazon.awssdk.core.sync.RequestBody;

/// Off-heap memory as what a request sends, from its beginning again for every attempt.
final class SegmentBody {
  private SegmentBody() {}

  static RequestBody of(MemorySegment content) {
    return RequestBody.fromContentProvider(
        () -> new Stream(content), content.byteSize(), "application/octet-stream");
  }

  /// The CRC-32C as S3 spells it.
  static String checksum(MemorySegment content) {
    byte[] crc = ByteBuffer.allocate(Integer.BYTES).putInt(EntryHeader.checksumOf(content)).array();
    return Base64.getEncoder().encodeToString(crc);
  }

  private static final class Stream extends InputStream {
    private final MemorySegment content;
    private long at;

    Stream(MemorySegment content) {
      this.content = content;
    }

    @Override
    public int read() {
      return at == content.byteSize() ? -1 : content.get(JAVA_BYTE, at++) & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      Objects.checkFromIndexSize(offset, length, to.length);
      int some = (int) Math.min(length, content.byteSize() - at);
      if (some == 0) {
        return length == 0 ? 0 : -1;
      }
      MemorySegment.copy(content, JAVA_BYTE, at, to, offset, some);
      at += some;
      return some;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, content.byteSize() - at);
    }
  }
}

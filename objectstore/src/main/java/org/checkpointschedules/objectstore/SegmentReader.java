package org.checkpointschedules.objectstore;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Brings an answer to off-heap memory that it must fill exactly; one that does not is asked for
/// again. (The HTTP client takes a connection that breaks off for the end of the answer.)
///
/// @param to where to
record SegmentReader(MemorySegment to) implements ResponseTransformer<GetObjectResponse, Long> {
  private static final int PIECE = 1 << 16;

  /// How many bytes were read.
  @Override
  public Long transform(GetObjectResponse response, AbortableInputStream in) {
    var piece = new byte[PIECE];
    long at = 0;
    try {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        if (read > to.byteSize() - at) {
          throw RetryableException.create(
              "the answer has more than %,d bytes".formatted(to.byteSize()));
        }
        MemorySegment.copy(piece, 0, to, JAVA_BYTE, at, read);
        at += read;
      }
    } catch (IOException e) {
      throw RetryableException.create("the answer broke off at byte " + at, e);
    }
    if (at != to.byteSize()) {
      throw RetryableException.create(
          "the answer ended after %,d of %,d bytes".formatted(at, to.byteSize()));
    }
    return at;
  }
}

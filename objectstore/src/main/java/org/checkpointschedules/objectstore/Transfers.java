package org.checkpointschedules.objectstore;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/// Brings whole entries to the bucket and back, large ones in parts, several at a time.
final class Transfers implements AutoCloseable {
  private static final int MOST_PARTS = 10_000;
  private static final long MIB = 1 << 20;

  private final ObjectClient objects;
  private final long partBytes;
  private ExecutorService threads;
  private boolean uploaded;

  Transfers(ObjectClient objects, long partBytes) {
    this.objects = objects;
    this.partBytes = partBytes;
  }

  /// Whether parts of uploads may be left over.
  boolean uploadedParts() {
    return uploaded;
  }

  /// Puts an entry under a name that nothing has.
  ///
  /// A request may be carried out and its answer lost. The next attempt then finds the name taken,
  /// or the upload gone; whether by ourselves, the header tells, which no other entry has.
  ///
  /// @throws NameTakenException if something else has the name
  void put(String name, EntryHeader header, MemorySegment whole) {
    try {
      if (whole.byteSize() <= partBytes) {
        objects.putNew(name, whole);
      } else {
        putParts(name, whole);
      }
    } catch (RuntimeException e) {
      boolean taken = Failure.taken(e);
      boolean uploadGone = uploaded && Failure.absent(e) && !Failure.noBucket(e);
      if (!taken && !uploadGone || !isOurs(name, header)) {
        throw taken ? new NameTakenException(name) : e;
      }
    }
  }

  private boolean isOurs(String name, EntryHeader header) {
    try {
      MemorySegment found = MemorySegment.ofArray(objects.getStart(name).asByteArray());
      return found.byteSize() >= EntryHeader.BYTES
          && header.fault(found.asSlice(0, EntryHeader.BYTES)) == null;
    } catch (RuntimeException e) {
      if (Failure.absent(e)) {
        return false;
      }
      throw e;
    }
  }

  private void putParts(String name, MemorySegment whole) {
    uploaded = true;
    String upload =
        objects
            .s3()
            .createMultipartUpload(request ->
                request
                    .bucket(objects.bucket())
                    .key(name)
                    .checksumAlgorithm(ChecksumAlgorithm.CRC32_C))
            .uploadId();
    try {
      var parts = new ArrayList<Callable<CompletedPart>>();
      for (MemorySegment part : parts(whole)) {
        int number = parts.size() + 1;
        parts.add(() -> putPart(name, upload, number, part));
      }
      objects.completeNew(name, upload, all(parts));
    } catch (RuntimeException e) {
      try {
        objects.abort(name, upload);
      } catch (RuntimeException _) {
        // What is left of it goes when the store is closed.
      }
      throw e;
    }
  }

  private CompletedPart putPart(String name, String upload, int number, MemorySegment part) {
    String checksum = SegmentBody.checksum(part);
    var response =
        objects
            .s3()
            .uploadPart(
                request ->
                    request
                        .bucket(objects.bucket())
                        .key(name)
                        .uploadId(upload)
                        .partNumber(number)
                        .checksumCRC32C(checksum),
                SegmentBody.of(part));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(response.eTag())
        .checksumCRC32C(checksum)
        .build();
  }

  /// Fills memory with a whole entry, which must be as long.
  void get(String name, MemorySegment whole) {
    if (whole.byteSize() <= partBytes) {
      // Not by a range: the server sends a checksum with the whole only, which the SDK compares.
      read(name, 0, whole, false);
      return;
    }
    var parts = new ArrayList<Callable<Boolean>>();
    long at = 0;
    for (MemorySegment part : parts(whole)) {
      long start = at;
      parts.add(() -> {
        read(name, start, part, true);
        return true;
      });
      at += part.byteSize();
    }
    all(parts);
  }

  private void read(String name, long start, MemorySegment to, boolean range) {
    var request = GetObjectRequest.builder().bucket(objects.bucket()).key(name);
    if (range) {
      request.range("bytes=%d-%d".formatted(start, start + to.byteSize() - 1));
    }
    objects.s3().getObject(request.build(), new SegmentReader(to));
  }

  private List<MemorySegment> parts(MemorySegment whole) {
    long least = Math.ceilDiv(whole.byteSize(), MOST_PARTS);
    long size = Math.max(partBytes, Math.ceilDiv(least, MIB) * MIB);
    var parts = new ArrayList<MemorySegment>();
    for (long at = 0; at < whole.byteSize(); at += size) {
      parts.add(whole.asSlice(at, Math.min(size, whole.byteSize() - at)));
    }
    return parts;
  }

  /// Does all of it, or throws what failed first; when this returns, nobody touches the entry's
  /// memory any more.
  private <T> List<T> all(List<Callable<T>> parts) {
    if (threads == null) {
      threads =
          Executors.newFixedThreadPool(
              Bucket.PARALLEL, Thread.ofPlatform().daemon().name("checkpoint parts ", 0).factory());
    }
    var failed = new AtomicBoolean();
    var futures = new ArrayList<Future<T>>();
    for (Callable<T> part : parts) {
      futures.add(
          threads.submit(() -> {
            if (failed.get()) {
              return null;
            }
            try {
              return part.call();
            } catch (Throwable t) {
              failed.set(true);
              throw t;
            }
          }));
    }
    var results = new ArrayList<T>();
    Throwable first = null;
    for (Future<T> future : futures) {
      try {
        results.add(uninterrupted(future));
      } catch (ExecutionException e) {
        first = first == null ? e.getCause() : first;
      }
    }
    switch (first) {
      case null -> {
        return results;
      }
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(first);
    }
  }

  private static <T> T uninterrupted(Future<T> future) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdown();
    }
  }
}

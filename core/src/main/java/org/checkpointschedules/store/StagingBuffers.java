package org.checkpointschedules.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The few buffers through which entries pass on their way in the background. Used by one thread,
/// which learns from the jobs what the other has done.
final class StagingBuffers implements AutoCloseable {
  private final List<Staged> buffers = new ArrayList<>();
  private long uses;

  /// A buffer, what it holds, and the job that is at work on it.
  static final class Staged {
    final SlotBuffer buffer = new SlotBuffer();

    /// Whose bytes it holds, or is getting; null if nobody's.
    CheckpointKey key;

    /// Null before the first.
    IoJob job;

    /// Whether it holds what will be read next, and is not to be used for anything else.
    boolean kept;

    private long lastUse;

    private boolean isIdle() {
      return job == null || job.isOver();
    }
  }

  StagingBuffers(int count) {
    for (int i = 0; i < count; i++) {
      buffers.add(new Staged());
    }
  }

  /// The buffer with the bytes of a key, or null.
  Staged holding(CheckpointKey key) {
    for (Staged staged : buffers) {
      if (key.equals(staged.key)) {
        return staged;
      }
    }
    return null;
  }

  /// A buffer that can be used at once: an empty one, or else the one used least recently; null if
  /// there is none.
  Staged idle() {
    Staged best = null;
    for (Staged staged : buffers) {
      if (!staged.kept
          && staged.isIdle()
          && (best == null
              || best.key != null && (staged.key == null || staged.lastUse < best.lastUse))) {
        best = staged;
      }
    }
    return best;
  }

  /// A buffer that can be used at once, for which it waits if need be.
  Staged await() {
    Staged staged = idle();
    if (staged == null) {
      staged =
          buffers.stream()
              .filter(busy -> !busy.kept)
              .min(Comparator.comparingLong(busy -> busy.lastUse))
              .orElseThrow();
      staged.job.await();
    }
    return staged;
  }

  /// Notes whose bytes a buffer holds from now on.
  void hold(Staged staged, CheckpointKey key, IoJob job) {
    staged.key = key;
    staged.job = job;
    staged.lastUse = ++uses;
  }

  /// Whether one more can be kept while one stays for all else.
  boolean canKeep() {
    return buffers.stream().filter(staged -> staged.kept).count() < buffers.size() - 1;
  }

  /// Takes back the jobs that have not begun.
  void cancel() {
    for (Staged staged : buffers) {
      if (staged.job != null) {
        staged.job.cancel();
      }
    }
  }

  int count() {
    return buffers.size();
  }

  /// Bytes of memory taken, until they were closed.
  long bytes() {
    return buffers.stream().mapToLong(staged -> staged.buffer.capacity()).sum();
  }

  @Override
  public void close() {
    buffers.forEach(staged -> staged.buffer.close());
  }
}

package org.checkpointschedules.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;

/// What one level holds during a run, and what went in and out of it. Counted as the data moves.
final class LevelUse {
  final StorageLocation location;

  private final Map<Long, Entry> entries = new HashMap<>();
  private long held;
  private long peak;
  private long writes;
  private long reads;
  private long bytesHeld;
  private long bytesPeak;
  private long bytesWritten;
  private long bytesRead;

  /// Bytes of each kind of data of a step; negative where there is none.
  private static final class Entry {
    long restart = -1;
    long adjoint = -1;
  }

  LevelUse(StorageLocation location) {
    this.location = location;
  }

  void stored(CheckpointKey key, long bytes) {
    hold(key, bytes);
    writes++;
    bytesWritten += bytes;
  }

  /// Counts what lies there from an earlier run.
  void hold(CheckpointKey key, long bytes) {
    Entry entry = entries.computeIfAbsent(key.step(), _ -> new Entry());
    switch (key.kind()) {
      case RESTART -> entry.restart = bytes;
      case ADJOINT -> entry.adjoint = bytes;
    }
    held++;
    peak = Math.max(peak, held);
    bytesHeld += bytes;
    bytesPeak = Math.max(bytesPeak, bytesHeld);
  }

  /// Corrects the bytes of one kind of data of a step, now that it was read.
  void correct(CheckpointKey key, long bytes) {
    Entry entry = entries.get(key.step());
    bytesHeld += bytes - bytes(key);
    bytesPeak = Math.max(bytesPeak, bytesHeld);
    switch (key.kind()) {
      case RESTART -> entry.restart = bytes;
      case ADJOINT -> entry.adjoint = bytes;
    }
  }

  /// What is held, in no order.
  List<ActionStream.Entry> entries() {
    return entries.entrySet().stream()
        .map(held ->
            new ActionStream.Entry(
                location,
                held.getKey(),
                held.getValue().restart >= 0,
                held.getValue().adjoint >= 0))
        .toList();
  }

  boolean holds(CheckpointKey key) {
    Entry entry = entries.get(key.step());
    return entry != null
        && (key.kind() == CheckpointKey.Kind.RESTART ? entry.restart : entry.adjoint) >= 0;
  }

  boolean holdsRestart(long step) {
    return entries.get(step).restart >= 0;
  }

  boolean holdsAdjoint(long step) {
    return entries.get(step).adjoint >= 0;
  }

  /// Bytes of all that the entry of a step holds.
  long bytes(long step) {
    Entry entry = entries.get(step);
    return Math.max(0, entry.restart) + Math.max(0, entry.adjoint);
  }

  /// Bytes of one kind of data of a step, which is held.
  long bytes(CheckpointKey key) {
    Entry entry = entries.get(key.step());
    return key.kind() == CheckpointKey.Kind.RESTART ? entry.restart : entry.adjoint;
  }

  /// Counts a read of all that the entry of a step holds.
  void read(long step) {
    reads++;
    bytesRead += bytes(step);
  }

  void deleted(long step) {
    Entry entry = entries.remove(step);
    for (long bytes : new long[] {entry.restart, entry.adjoint}) {
      if (bytes >= 0) {
        held--;
        bytesHeld -= bytes;
      }
    }
  }

  long writes() {
    return writes;
  }

  long reads() {
    return reads;
  }

  /// The number of entries, restart data and adjoint data of a step counted apart.
  long held() {
    return held;
  }

  long peak() {
    return peak;
  }

  RunReport.LevelTraffic traffic(String place, Optional<RunReport.EncodedTraffic> encoded) {
    return new RunReport.LevelTraffic(place, bytesWritten, bytesRead, bytesPeak, encoded);
  }
}

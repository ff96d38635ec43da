package org.checkpointschedules.run;

import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.Timing;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.OverlappedStore;

/// Measures a slow level with the state where the machine stands: what storing and reading cost the
/// model, what they take in the background, and how much that slows the model down.
final class LevelRehearsal {
  private static final double SECONDS = 1e-9;
  private static final int DRAG_ROUNDS = 4;

  /// No more steps than this are run to be disturbed, in each round.
  private static final long MOST_DISTURBED = 1_000_000;

  private final StorageLocation location;
  private final CheckpointStore store;
  private final ShiftedMachine machine;
  private final int entries;
  private final long steps;
  private final Samples put = new Samples();
  private final Samples get = new Samples();
  private final Samples write = new Samples();
  private final Samples read = new Samples();
  private final Samples drag = new Samples();

  /// The first use of each slot, all that it takes.
  private final Samples fresh = new Samples();

  private boolean played;

  /// @param entries how many to go through, 1 or more
  /// @param steps how many steps a whole run has
  LevelRehearsal(
      StorageLocation location,
      CheckpointStore store,
      ShiftedMachine machine,
      int entries,
      long steps) {
    this.location = location;
    this.store = store;
    this.machine = machine;
    this.entries = entries;
    this.steps = steps;
  }

  /// Stores and reads for so long, once at least, and more where slots were fresh.
  void play(long nanos, double stepSeconds) {
    long until = System.nanoTime() + nanos;
    do {
      machine.advanceFromBase(1);
      boolean again = played;
      store(again ? put : fresh, again ? write : null);
      read();
      for (int i = 0; i < entries; i++) {
        machine.delete(location, CheckpointKey.restart(i));
      }
      played = true;
    } while (put.count() == 0 || System.nanoTime() < until);
    if (store instanceof OverlappedStore) {
      disturb(stepSeconds);
    }
  }

  /// @param written null to add both to `stored`
  private void store(Samples stored, Samples written) {
    for (int i = 0; i < entries; i++) {
      long io = ioNanos();
      long before = System.nanoTime();
      machine.store(location, i);
      long nanos = System.nanoTime() - before;
      settle();
      long background = ioNanos() - io;
      stored.add(SECONDS * (written == null ? nanos + background : nanos));
      if (written != null) {
        written.add(SECONDS * background);
      }
    }
  }

  private void read() {
    for (int i = 0; i < entries; i++) {
      long io = ioNanos();
      long waited = waitedNanos();
      long before = System.nanoTime();
      machine.load(location, CheckpointKey.restart(i));
      long nanos = System.nanoTime() - before - (waitedNanos() - waited);
      long background = ioNanos() - io;
      // What is still in a staging buffer is not read at all.
      if (background > 0 || !(store instanceof OverlappedStore)) {
        get.add(SECONDS * nanos);
        read.add(SECONDS * background);
      }
    }
  }

  private void disturb(double stepSeconds) {
    double io = write.timing().seconds();
    long room = steps - machine.base();
    long count = (long) Math.ceil(4 * io / Math.max(stepSeconds, 1e-9));
    count = Math.clamp(count, 1, Math.min(room, MOST_DISTURBED));
    for (int round = 0; round < DRAG_ROUNDS; round++) {
      long quiet = machine.advanceFromBase(count);
      long before = ioNanos();
      machine.store(location, 0);
      machine.store(location, 1);
      long busy = machine.advanceFromBase(count);
      settle();
      long worked = Math.min(ioNanos() - before, busy);
      if (worked > 0) {
        drag.add(Math.clamp((double) (busy - quiet) / worked, 0, 1));
      }
      machine.delete(location, CheckpointKey.restart(0));
      machine.delete(location, CheckpointKey.restart(1));
    }
    settle();
  }

  private void settle() {
    if (store instanceof OverlappedStore overlapped) {
      overlapped.settle();
    }
  }

  private long ioNanos() {
    return store instanceof OverlappedStore overlapped ? overlapped.figures().ioNanos() : 0;
  }

  private long waitedNanos() {
    return store instanceof OverlappedStore overlapped ? overlapped.figures().waitedNanos() : 0;
  }

  Timing put() {
    return put.timing();
  }

  Timing get() {
    return get.timing();
  }

  Timing write() {
    return write.timing();
  }

  Timing reading() {
    return read.timing();
  }

  Timing drag() {
    return drag.timing();
  }

  /// What the first use of a slot takes longer.
  Timing fresh() {
    double again = put().seconds() + write().seconds();
    return Timing.of(Math.max(0, fresh.timing().seconds() - again));
  }
}

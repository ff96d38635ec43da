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
  private static final int LEAST_DRAG_ROUNDS = 4;

  /// No more steps than this are run to be disturbed, in each round.
  private static final long MOST_DISTURBED = 1_000_000;

  private final StorageLocation location;
  private final CheckpointStore store;
  private final Machine machine;
  private final ShiftedMachine shifted;
  private final PhaseClock clock;
  private final int entries;
  private final long steps;
  private final Samples put = new Samples();
  private final Samples get = new Samples();
  private final Samples putData = new Samples();
  private final Samples getData = new Samples();
  private final Samples write = new Samples();
  private final Samples busyWrite = new Samples();
  private final Samples read = new Samples();
  private final Samples drag = new Samples();
  private final Samples handOver = new Samples();

  /// @param machine the machine itself, which is told steps from 0 on, whatever the state stored
  /// @param shifted the same, where it stands
  /// @param clock which tells recording from storing
  /// @param entries how many to go through: more than there are staging buffers, from which nothing
  ///   is read
  /// @param steps how many steps a whole run has
  LevelRehearsal(
      StorageLocation location,
      CheckpointStore store,
      Machine machine,
      ShiftedMachine shifted,
      PhaseClock clock,
      int entries,
      long steps) {
    this.location = location;
    this.store = store;
    this.machine = machine;
    this.shifted = shifted;
    this.clock = clock;
    this.entries = entries;
    this.steps = steps;
  }

  /// Stores and reads for so long, twice at least.
  void play(long nanos, double stepSeconds) {
    long until = System.nanoTime() + nanos;
    for (int round = 0; round < 2 || System.nanoTime() < until; round++) {
      shifted.advanceFromBase(1);
      store(put, write);
      read();
      delete();
      data();
    }
    if (store instanceof OverlappedStore) {
      disturb(nanos, stepSeconds);
    }
  }

  /// Stores once, in slots never used before: all that each store took.
  void playFresh(Samples fresh) {
    var model = new Samples();
    var background = new Samples();
    shifted.advanceFromBase(1);
    store(model, background);
    delete();
    fresh.add(model.timing().seconds() + background.timing().seconds());
  }

  private void store(Samples stored, Samples written) {
    for (int i = 0; i < entries; i++) {
      long io = ioNanos();
      long before = System.nanoTime();
      machine.store(location, i);
      stored.add(SECONDS * (System.nanoTime() - before));
      settle();
      written.add(SECONDS * (ioNanos() - io));
    }
  }

  private void delete() {
    for (int i = 0; i < entries; i++) {
      machine.delete(location, CheckpointKey.restart(i));
    }
  }

  private void read() {
    for (int i = 0; i < entries; i++) {
      long io = ioNanos();
      long waited = waitedNanos();
      long before = System.nanoTime();
      // As a run does: what will be read is asked for ahead.
      if (store instanceof OverlappedStore overlapped) {
        overlapped.prefetch(CheckpointKey.restart(i));
      }
      machine.load(location, CheckpointKey.restart(i));
      waited = waitedNanos() - waited;
      long nanos = System.nanoTime() - before - waited;
      long background = ioNanos() - io;
      // What is still in a staging buffer is not read at all.
      if (background > 0 || !(store instanceof OverlappedStore)) {
        get.add(SECONDS * nanos);
        read.add(SECONDS * background);
        handOver.add(SECONDS * (waited - background));
      }
    }
  }

  /// Stores and reads the data of the next steps.
  private void data() {
    long count = Math.min(entries, steps - shifted.base() - 1);
    shifted.advanceFromBase(1);
    for (long step = 0; step < count; step++) {
      long waited = waitedNanos();
      long before = clock.nanos(RunPhase.STORE);
      clock.to(RunPhase.STORE);
      shifted.recordTo(location, step);
      clock.to(RunPhase.OTHER);
      putData.add(SECONDS * (clock.nanos(RunPhase.STORE) - before - waitedNanos() + waited));
      settle();
    }
    for (long step = 0; step < count; step++) {
      CheckpointKey key = CheckpointKey.adjoint(step);
      long waited = waitedNanos();
      long before = System.nanoTime();
      shifted.load(location, key);
      getData.add(SECONDS * (System.nanoTime() - before - waitedNanos() + waited));
      shifted.clear(step);
      shifted.delete(location, key);
    }
    settle();
  }

  private void disturb(long nanos, double stepSeconds) {
    long until = System.nanoTime() + nanos;
    double alone = write.timing().seconds();
    long room = steps - shifted.base();
    long count = (long) Math.ceil(4 * alone / Math.max(stepSeconds, 1e-9));
    count = Math.clamp(count, 1, Math.min(room, MOST_DISTURBED));
    for (int round = 0; round < LEAST_DRAG_ROUNDS || System.nanoTime() < until; round++) {
      long quiet = shifted.advanceFromBase(count);
      long before = ioNanos();
      machine.store(location, 0);
      machine.store(location, 1);
      long busy = shifted.advanceFromBase(count);
      settle();
      long io = ioNanos() - before;
      busyWrite.add(SECONDS * io / 2);
      long worked = Math.min(io, busy);
      if (worked > 0) {
        drag.add((double) (busy - quiet) / worked);
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

  Timing putData() {
    return putData.timing();
  }

  Timing getData() {
    return getData.timing();
  }

  Timing write() {
    return write.timing().times(besideTheModel());
  }

  Timing reading() {
    return read.timing().times(besideTheModel());
  }

  /// How many times as long transfers take while the model computes: where its threads take all
  /// processors, they wait for their turn.
  private double besideTheModel() {
    double alone = write.timing().seconds();
    return alone > 0 ? Math.max(1, busyWrite.timing().seconds() / alone) : 1;
  }

  Timing handOver() {
    return store instanceof OverlappedStore ? handOver.timing() : Timing.NONE;
  }

  Timing drag() {
    return drag.timing();
  }
}

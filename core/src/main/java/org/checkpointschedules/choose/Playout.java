package org.checkpointschedules.choose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StorageLocation;

// A discrete-event model of one run: a clock for the model, and for each level in the background
// one that tells when its thread will have done what it was given so far. Where and for what the
// model waits is decided as the run decides it: a store takes a staging buffer that is idle, or
// else waits for the one used least recently; the next read from a slow level is begun before each
// action, once its entry has been written and a buffer is free, while no other read is kept; what
// is still in a buffer is read from there. A thread that has run dry takes half a hand-over to
// begin, and a model that waited takes the other half to go on.
//
// Left out: that a write not yet begun is dropped when its entry is deleted, and the deletes
// themselves.

/// Plays actions on clocks instead of a machine.
final class Playout {
  /// As many as a run has.
  private static final int BUFFERS = 2;

  private final RunFigures figures;
  private final Map<StorageLocation, Queue> levels = new LinkedHashMap<>();
  private double now;
  private double computed;

  /// What has been written, and of which kind.
  private record Key(long step, boolean data) {}

  private static final class Buffer {
    Key key;
    double until;
    boolean kept;
    boolean reading;
    long lastUse;
  }

  /// A level: what it holds, and its thread and buffers where it works in the background.
  private static final class Queue {
    final LevelFigures level;

    /// Bytes of an entry of adjoint data, on the level, for each of one of restart data.
    final double dataRatio;

    final Set<Key> held = new HashSet<>();
    final List<Buffer> buffers = new ArrayList<>();

    /// Starts and ends of transfers that the model's clock has not passed.
    final ArrayDeque<double[]> work = new ArrayDeque<>();

    double free;
    double worked;
    long uses;
    int most;

    Queue(LevelFigures level) {
      this.level = level;
      dataRatio = (double) level.adjointBytes() / level.stateBytes();
      for (int i = 0; i < BUFFERS; i++) {
        buffers.add(new Buffer());
      }
    }

    Buffer holding(Key key) {
      for (Buffer buffer : buffers) {
        if (key.equals(buffer.key)) {
          return buffer;
        }
      }
      return null;
    }

    Buffer idle(double now) {
      Buffer best = null;
      for (Buffer buffer : buffers) {
        if (!buffer.kept
            && buffer.until <= now
            && (best == null
                || best.key != null && (buffer.key == null || buffer.lastUse < best.lastUse))) {
          best = buffer;
        }
      }
      return best;
    }

    /// Gives the thread a transfer.
    void start(Buffer buffer, Key key, boolean reading, double seconds, double now) {
      buffer.reading = reading;
      double begin = free > now ? free : now + level.handOver().seconds() / 2;
      free = begin + seconds;
      worked += seconds;
      work.add(new double[] {begin, free});
      buffer.key = key;
      buffer.until = free;
      buffer.lastUse = ++uses;
    }
  }

  /// @param held what the levels hold at the beginning; where it is empty, slots are used for the
  ///   first time
  Playout(RunFigures figures, List<LevelFigures> used, List<Entry> held) {
    this.figures = figures;
    used.forEach(level -> levels.put(level.location(), new Queue(level)));
    for (Entry entry : held) {
      Queue queue = levels.get(entry.location());
      queue.held.add(new Key(entry.step(), !entry.restartData()));
    }
    if (!held.isEmpty()) {
      levels.values().forEach(queue -> queue.most = Integer.MAX_VALUE);
    }
  }

  /// Plays on; the clocks go on from where they were.
  void play(List<Action> actions) {
    Copy[] next = nextSlowReads(actions);
    for (int i = 0; i < actions.size(); i++) {
      if (next[i] != null) {
        prefetch(next[i]);
      }
      compute(figures.action().seconds());
      switch (actions.get(i)) {
        case Forward f -> forward(f);
        case Reverse r -> compute((r.n0() - r.n1()) * figures.adjoint().seconds());
        case Copy c -> copy(c);
        case EndForward _, EndReverse _ -> {}
      }
    }
  }

  /// Seconds until now.
  double seconds() {
    return now;
  }

  /// Seconds of those in which the model did something, at the speed that it has alone.
  double computed() {
    return computed;
  }

  /// Seconds of transfers in the background.
  double worked() {
    return levels.values().stream().mapToDouble(queue -> queue.worked).sum();
  }

  /// For each action the next read from a level in the background, itself included.
  private Copy[] nextSlowReads(List<Action> actions) {
    var next = new Copy[actions.size()];
    Copy read = null;
    for (int i = actions.size() - 1; i >= 0; i--) {
      if (actions.get(i) instanceof Copy copy
          && !copy.to().equals(StorageLocation.NONE)
          && levels.get(copy.from()).level.background()) {
        read = copy;
      }
      next[i] = read;
    }
    return next;
  }

  private void forward(Forward f) {
    long n = f.n1() - f.n0();
    if (!f.storage().isLevel()) {
      compute(n * (f.writeAdjDeps() ? figures.record() : figures.forward()).seconds());
      return;
    }
    Queue queue = levels.get(f.storage());
    if (f.writeIcs()) {
      put(queue, new Key(f.n0(), false));
    }
    if (!f.writeAdjDeps()) {
      compute(n * figures.forward().seconds());
      return;
    }
    for (long step = f.n0(); step < f.n1(); step++) {
      compute(figures.record().seconds());
      put(queue, new Key(step, true));
    }
  }

  private void put(Queue queue, Key key) {
    LevelFigures level = queue.level;
    queue.held.add(key);
    double fresh = 0;
    if (queue.held.size() > queue.most) {
      queue.most = queue.held.size();
      fresh = level.fresh().seconds();
    }
    double copy = (key.data() ? level.putData() : level.put()).seconds();
    double after = key.data() ? 0 : figures.afterCopy().seconds();
    if (!level.background()) {
      compute(copy + (key.data() ? queue.dataRatio : 1) * fresh + after);
      return;
    }
    Buffer buffer = await(queue);
    compute(copy + after);
    double share = key.data() ? queue.dataRatio : 1;
    queue.start(buffer, key, false, share * level.write().seconds() + fresh, now);
  }

  private void copy(Copy c) {
    Queue queue = levels.get(c.from());
    for (Key key : keys(c.n())) {
      if (!queue.held.contains(key)) {
        continue;
      }
      if (!c.to().equals(StorageLocation.NONE)) {
        get(queue, key);
        if (c.to().isLevel()) {
          put(levels.get(c.to()), key);
        }
      }
      if (c.delete()) {
        queue.held.remove(key);
        Buffer buffer = queue.holding(key);
        if (buffer != null) {
          buffer.key = null;
          buffer.kept = false;
        }
      }
    }
  }

  private static List<Key> keys(long step) {
    return List.of(new Key(step, false), new Key(step, true));
  }

  private void get(Queue queue, Key key) {
    LevelFigures level = queue.level;
    if (level.background()) {
      Buffer buffer = queue.holding(key);
      if (buffer == null) {
        buffer = await(queue);
        queue.start(buffer, key, true, read(queue, key), now);
      }
      buffer.kept = false;
      if (buffer.reading) {
        waitFor(queue, buffer.until);
      }
    }
    double copy = (key.data() ? level.getData() : level.get()).seconds();
    compute(copy + figures.afterCopy().seconds());
  }

  private static double read(Queue queue, Key key) {
    return (key.data() ? queue.dataRatio : 1) * queue.level.read().seconds();
  }

  private void prefetch(Copy read) {
    Queue queue = levels.get(read.from());
    for (Key key : keys(read.n())) {
      if (!queue.held.contains(key)) {
        continue;
      }
      Buffer buffer = queue.holding(key);
      if (queue.buffers.get(0).kept || queue.buffers.get(1).kept) {
        return;
      }
      if (buffer == null) {
        buffer = queue.idle(now);
        if (buffer == null) {
          return;
        }
        queue.start(buffer, key, true, read(queue, key), now);
      }
      buffer.kept = true;
      return;
    }
  }

  private Buffer await(Queue queue) {
    Buffer buffer = queue.idle(now);
    if (buffer == null) {
      for (Buffer busy : queue.buffers) {
        if (!busy.kept && (buffer == null || busy.lastUse < buffer.lastUse)) {
          buffer = busy;
        }
      }
      waitFor(queue, buffer.until);
    }
    buffer.key = null;
    return buffer;
  }

  private void waitFor(Queue queue, double until) {
    if (until > now) {
      now = until + queue.level.handOver().seconds() / 2;
    }
  }

  /// Lets the model work, more slowly while levels do.
  private void compute(double seconds) {
    computed += seconds;
    double end = now + seconds;
    for (Queue queue : levels.values()) {
      double beside = 0;
      while (!queue.work.isEmpty()) {
        double[] transfer = queue.work.peek();
        beside += Math.max(0, Math.min(transfer[1], end) - Math.max(transfer[0], now));
        if (transfer[1] > end) {
          break;
        }
        queue.work.remove();
      }
      end += figures.drag() * beside;
    }
    now = end;
  }
}

package org.checkpointschedules.run;

import java.util.List;
import org.checkpointschedules.store.CheckpointStoreException;
import org.checkpointschedules.store.RunFolder;

/// Saves the adjoint state of a run with a journal, as often as its share of the time allows: when
/// what saving took so far, and one more of the latest, fits into that share of the time elapsed.
final class AdjointSaver {
  /// What the first save is taken to cost.
  private static final long GUESS_NANOS = 5_000_000;

  /// And where the time is short, for each byte: 100 MB/s.
  private static final long GUESS_NANOS_PER_BYTE = 10;

  private final Machine machine;
  private final RunFolder folder;
  private final double share;
  private final PhaseClock clock;
  private long saved = -1;
  private long spent;
  private boolean failed;
  private long latest = GUESS_NANOS;

  /// What lately took longest, where that was some saves ago a little less.
  private long longest;

  /// Where a failure is noted, after which nothing more is saved; null where it ends the run.
  private List<String> notes;

  AdjointSaver(Machine machine, RunFolder folder, double share, PhaseClock clock) {
    this.machine = machine;
    this.folder = folder;
    this.share = share;
    this.clock = clock;
  }

  /// Lets the run go on where the adjoint state cannot be saved: what was saved last remains.
  void noteFailures(List<String> notes) {
    this.notes = notes;
  }

  /// Saves, if it is time, the adjoint that stands at this step.
  void offer(long position) {
    long elapsed = clock.to(RunPhase.OTHER);
    if (share == 1 || share > 0 && spent + latest <= share * elapsed) {
      save(position);
    }
  }

  /// Saves the adjoint that stands at this step, unless it is saved already.
  void save(long position) {
    if (position == saved || failed) {
      return;
    }
    long begin = clock.to(RunPhase.STORE);
    try {
      machine.saveAdjoint(folder, position);
    } catch (CheckpointStoreException e) {
      if (notes == null) {
        throw e;
      }
      notes.add(e.getMessage() + "; it was not saved any more");
      failed = true;
      return;
    }
    latest = clock.to(RunPhase.OTHER) - begin;
    spent += latest;
    longest = Math.max(latest, longest / 2 + latest / 2);
    saved = position;
  }

  /// Nanoseconds that saving takes: as long as it took, or what is guessed before the first time.
  long expectedNanos() {
    if (failed) {
      return 0;
    }
    return saved >= 0 ? longest : GUESS_NANOS + machine.adjointBytes() * GUESS_NANOS_PER_BYTE;
  }

  /// Where the folder is.
  String place() {
    return folder.path().toString();
  }
}

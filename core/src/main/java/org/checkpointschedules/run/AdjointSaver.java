package org.checkpointschedules.run;

import org.checkpointschedules.store.RunFolder;

/// Saves the adjoint state of a run with a journal, as often as its share of the time allows: when
/// what saving took so far, and one more of the latest, fits into that share of the time elapsed.
final class AdjointSaver {
  /// What the first save is taken to cost.
  private static final long GUESS_NANOS = 5_000_000;

  private final Machine machine;
  private final RunFolder folder;
  private final double share;
  private final PhaseClock clock;
  private long saved = -1;
  private long spent;
  private long latest = GUESS_NANOS;

  AdjointSaver(Machine machine, RunFolder folder, double share, PhaseClock clock) {
    this.machine = machine;
    this.folder = folder;
    this.share = share;
    this.clock = clock;
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
    if (position == saved) {
      return;
    }
    long begin = clock.to(RunPhase.STORE);
    machine.saveAdjoint(folder, position);
    latest = clock.to(RunPhase.OTHER) - begin;
    spent += latest;
    saved = position;
  }

  /// Where the folder is.
  String place() {
    return folder.path().toString();
  }
}

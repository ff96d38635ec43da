package org.checkpointschedules.examples.fwi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Threads that share the columns of a field: the caller's own and daemons beside it, which spin
/// for some microseconds between two pieces of work, since a time step is short, and then park.
///
/// Which thread computes which column is left to chance; results may not depend on it. One caller
/// at a time.
final class Team implements AutoCloseable {
  /// Work on the columns `from` to `to - 1`.
  interface Work {
    /// @param worker which of the threads, from 0, for scratch memory of its own
    void columns(int worker, int from, int to);
  }

  /// Columns handed out at once: some tens of microseconds of work.
  private static final int BLOCK = 16;

  /// Rounds of waiting before parking, some tens of microseconds.
  private static final int SPINS = 2_000;

  private final int threads;
  private final List<Worker> workers = new ArrayList<>();
  private final AtomicInteger nextColumn = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private volatile int round;
  private volatile boolean closed;
  private volatile Throwable failure;
  private volatile Thread caller;
  private Work work;
  private int columns;

  Team(int threads) {
    this.threads = threads;
    for (int worker = 1; worker < threads; worker++) {
      var it = new Worker(worker);
      workers.add(it);
      it.start();
    }
  }

  int threads() {
    return threads;
  }

  /// Has all columns from 0 to `columns - 1` worked on, and returns when they are done.
  void share(int columns, Work work) {
    if (threads == 1) {
      work.columns(0, 0, columns);
      return;
    }
    this.work = work;
    this.columns = columns;
    caller = Thread.currentThread();
    nextColumn.set(0);
    busy.set(threads - 1);
    round++;
    for (Worker worker : workers) {
      if (worker.parked) {
        LockSupport.unpark(worker);
      }
    }
    takeColumns(0);
    for (int spins = 0; busy.get() > 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("a thread of the team failed", thrown);
    }
  }

  private void takeColumns(int worker) {
    try {
      for (int from; (from = nextColumn.getAndAdd(BLOCK)) < columns; ) {
        work.columns(worker, from, Math.min(from + BLOCK, columns));
      }
    } catch (RuntimeException | Error thrown) {
      failure = thrown;
    }
  }

  /// Ends the threads.
  @Override
  public void close() {
    closed = true;
    workers.forEach(LockSupport::unpark);
  }

  private final class Worker extends Thread {
    private final int worker;
    private volatile boolean parked;

    Worker(int worker) {
      super("columns-" + worker);
      this.worker = worker;
      setDaemon(true);
    }

    @Override
    public void run() {
      for (int done = 0; awaitRound(done); done++) {
        takeColumns(worker);
        if (busy.decrementAndGet() == 0) {
          LockSupport.unpark(caller);
        }
      }
    }

    /// Whether there is a round after `done`; false when the team is closed.
    private boolean awaitRound(int done) {
      for (int spins = 0; round == done; spins++) {
        if (closed) {
          return false;
        }
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          // Announce, look again, park: share() looks at `parked` after it has begun the round.
          parked = true;
          if (round == done && !closed) {
            LockSupport.park(Team.this);
          }
          parked = false;
        }
      }
      return true;
    }
  }
}

package org.checkpointschedules.run;

import java.util.concurrent.atomic.AtomicLong;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;

/// What one run tells the Flight Recorder of the JDK.
///
/// While nothing records, each call is a test of a flag and makes no object. An event that is begun
/// while nothing records is null, and is not told when a recording has begun in between.
final class FlightRecord {
  private static final AtomicLong RUNS = new AtomicLong();
  private static final long NO_STEP = -1;

  private final CarriedOutEvent actions = new CarriedOutEvent();
  private final StoreEvent stores = new StoreEvent();
  private final LoadEvent loads = new LoadEvent();

  /// Distinguishes the runs of this process, from 1 on.
  private final long run = RUNS.incrementAndGet();

  long run() {
    return run;
  }

  /// Begins an action; null while nothing records.
  CarriedOutEvent action() {
    if (!actions.isEnabled()) {
      return null;
    }
    var event = new CarriedOutEvent();
    event.begin();
    return event;
  }

  void end(CarriedOutEvent event, long number, Action action, long bytes) {
    if (event == null) {
      return;
    }
    event.run = run;
    event.number = number;
    event.kind = action.getClass().getSimpleName();
    event.level = StorageLocation.NONE.name();
    event.bytes = bytes;
    switch (action) {
      case Forward f -> {
        event.step = f.n0();
        event.toStep = f.n1();
        event.level = f.storage().name();
      }
      case Reverse r -> {
        event.step = r.n0();
        event.toStep = r.n1();
      }
      case Copy c -> {
        event.step = c.n();
        event.toStep = NO_STEP;
        event.level = c.from().name();
      }
      case EndForward _, EndReverse _ -> {
        event.step = NO_STEP;
        event.toStep = NO_STEP;
      }
    }
    event.commit();
  }

  /// Begins to store; null while nothing records.
  StoreEvent store() {
    if (!stores.isEnabled()) {
      return null;
    }
    var event = new StoreEvent();
    event.begin();
    return event;
  }

  void end(StoreEvent event, StorageLocation level, CheckpointKey key, long bytes) {
    if (event == null) {
      return;
    }
    event.run = run;
    event.level = level.name();
    event.kind = key.kind().name();
    event.step = key.step();
    event.bytes = bytes;
    event.commit();
  }

  /// Begins to load; null while nothing records.
  LoadEvent load() {
    if (!loads.isEnabled()) {
      return null;
    }
    var event = new LoadEvent();
    event.begin();
    return event;
  }

  void end(LoadEvent event, StorageLocation level, CheckpointKey key, long bytes) {
    if (event == null) {
      return;
    }
    event.run = run;
    event.level = level.name();
    event.kind = key.kind().name();
    event.step = key.step();
    event.bytes = bytes;
    event.commit();
  }
}

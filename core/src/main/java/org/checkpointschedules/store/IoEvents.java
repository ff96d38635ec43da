package org.checkpointschedules.store;

/// What a level's background work tells the Flight Recorder. While nothing records, each call is a
/// test of a flag, and makes no object.
final class IoEvents {
  private static final long NO_STEP = -1;

  private final StallEvent stalls = new StallEvent();
  private final PrefetchEvent prefetches = new PrefetchEvent();
  private final String level;
  private final long run;

  IoEvents(String level, long run) {
    this.level = level;
    this.run = run;
  }

  /// Begins a wait; null while nothing records.
  StallEvent stall() {
    if (!stalls.isEnabled()) {
      return null;
    }
    var event = new StallEvent();
    event.begin();
    return event;
  }

  /// @param key what is waited for; null if nothing in particular
  void end(StallEvent event, CheckpointKey key, long bytes) {
    if (event == null) {
      return;
    }
    event.run = run;
    event.level = level;
    event.kind = key == null ? "" : key.kind().name();
    event.step = key == null ? NO_STEP : key.step();
    event.bytes = bytes;
    event.commit();
  }

  /// Begins to read ahead; null while nothing records.
  PrefetchEvent prefetch() {
    if (!prefetches.isEnabled()) {
      return null;
    }
    var event = new PrefetchEvent();
    event.begin();
    return event;
  }

  void end(PrefetchEvent event, CheckpointKey key, long bytes) {
    if (event == null) {
      return;
    }
    event.run = run;
    event.level = level;
    event.kind = key.kind().name();
    event.step = key.step();
    event.bytes = bytes;
    event.commit();
  }
}

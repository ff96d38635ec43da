package org.checkpointschedules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.ActionStream.Entry;

/// What one level holds while the referee plays, and what was counted of it.
final class LevelLedger {
  final Level level;

  private final Map<Long, Entry> entries = new HashMap<>();
  private long used;
  private long peak;
  private long writes;
  private long reads;

  LevelLedger(Level level) {
    this.level = level;
  }

  StorageLocation location() {
    return level.location();
  }

  Entry entry(long step) {
    return entries.get(step);
  }

  boolean empty() {
    return entries.isEmpty();
  }

  /// The rule that storing the entry here would break, or null.
  String refusal(Entry entry) {
    if (entries.containsKey(entry.step())) {
      return "%s already holds an entry of step %d; a level holds at most one entry per step."
          .formatted(location(), entry.step());
    }
    if (slots(entry) > level.slots() - used) {
      return "%s has %d slots, of which %d are taken; this needs %d more."
          .formatted(location(), level.slots(), used, slots(entry));
    }
    return null;
  }

  void store(Entry entry) {
    hold(entry);
    writes += slots(entry);
  }

  /// Takes the entry in without counting a write.
  void hold(Entry entry) {
    entries.put(entry.step(), entry);
    used += slots(entry);
    peak = Math.max(peak, used);
  }

  void countAnew() {
    writes = 0;
    reads = 0;
    peak = used;
  }

  void countRead() {
    reads++;
  }

  void drop(Entry entry) {
    entries.remove(entry.step());
    used -= slots(entry);
  }

  void addEntriesTo(List<Entry> held) {
    held.addAll(entries.values());
  }

  long used() {
    return used;
  }

  long writes() {
    return writes;
  }

  long reads() {
    return reads;
  }

  long peak() {
    return peak;
  }

  private static int slots(Entry entry) {
    return (entry.restartData() ? 1 : 0) + (entry.adjointData() ? 1 : 0);
  }
}

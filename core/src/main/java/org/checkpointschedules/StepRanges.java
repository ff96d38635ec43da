package org.checkpointschedules;

import java.util.TreeMap;

/// A set of step numbers, kept as disjoint half-open ranges that do not touch, so that the data of
/// a billion steps recorded in one action is one range. Operations take O(log ranges), and for each
/// range that they swallow once more.
final class StepRanges {
  /// End by start.
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  private long size;

  /// The number of steps in the set.
  long size() {
    return size;
  }

  boolean containsAll(long from, long to) {
    var range = ranges.floorEntry(from);
    return range != null && range.getValue() >= to;
  }

  void add(long from, long to) {
    long start = from;
    long end = to;
    var range = ranges.floorEntry(to);
    while (range != null && range.getValue() >= from) {
      start = Math.min(start, range.getKey());
      end = Math.max(end, range.getValue());
      drop(range.getKey(), range.getValue());
      range = ranges.floorEntry(to);
    }
    put(start, end);
  }

  /// Removes a range of which every step is in the set.
  void remove(long from, long to) {
    var range = ranges.floorEntry(from);
    long start = range.getKey();
    long end = range.getValue();
    drop(start, end);
    put(start, from);
    put(to, end);
  }

  private void put(long from, long to) {
    if (from < to) {
      ranges.put(from, to);
      size += to - from;
    }
  }

  private void drop(long from, long to) {
    ranges.remove(from);
    size -= to - from;
  }
}

package org.checkpointschedules.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.Counts;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StorageLocation;

/// Plays actions in time and tells pens what to draw. A [ScheduleReferee] judges each action first,
/// so nothing illegal is drawn.
///
/// What an action stores counts as held from the action's start, what it frees until its end. By
/// costs, a `Forward` writes restart data, then advances, then writes adjoint data; by a trace it
/// advances evenly over its time, since the trace does not say more.
///
/// Memory is proportional to the entries held.
final class Playback {
  private record Held(double since, boolean restart, boolean adjoint) {
    int kinds() {
      return (restart ? 1 : 0) + (adjoint ? 1 : 0);
    }
  }

  private final long steps;
  private final List<Level> levels;
  private final Strokes[] pens;
  private final ScheduleReferee referee;
  private final List<Map<Long, Held>> entries = new ArrayList<>();
  private final double[] writeCosts;
  private final double[] readCosts;
  private final long[] held;
  private final double[] heldSince;

  private double now;
  private long adjoint;
  private double adjointSince;
  private boolean reversing;
  private boolean stored;
  private Action last;

  Playback(long steps, List<Level> levels, Strokes... pens) {
    this.steps = steps;
    this.levels = levels;
    this.pens = pens;
    referee = ScheduleReferee.of(steps, levels);
    levels.forEach(_ -> entries.add(new HashMap<>()));
    writeCosts = levels.stream().mapToDouble(l -> l.writeCost().doubleValue()).toArray();
    readCosts = levels.stream().mapToDouble(l -> l.readCost().doubleValue()).toArray();
    held = new long[levels.size() + 1];
    heldSince = new double[levels.size() + 1];
    adjoint = steps;
  }

  /// The index of `TAPE` among the places.
  int tape() {
    return levels.size();
  }

  /// Plays the next action for as long as it costs.
  ///
  /// @param forward cost of a forward step
  /// @param adjoint cost of an adjoint step
  void play(Action action, double forward, double adjoint) {
    switch (action) {
      case Forward f -> {
        int level = index(f.storage());
        double write = level < 0 ? 0 : writeCosts[level];
        play(f, f.writeIcs() ? write : 0, forward * f.steps(), f.writeAdjDeps() ? write : 0);
      }
      case Reverse r -> play(r, 0, adjoint * r.steps(), 0);
      case Copy c -> play(c, 0, copyCost(c), 0);
      case EndForward _, EndReverse _ -> play(action, 0.0, 0.0, 0.0);
    }
  }

  /// Plays the next action at a time that was measured.
  void playAt(Action action, double start, double duration) {
    now = Math.max(now, start);
    play(action, 0, duration, 0);
  }

  /// Ends the play: what is still held is drawn until now.
  void finish() {
    if (reversing && now > adjointSince) {
      for (Strokes pen : pens) {
        pen.adjoint(adjointSince, now, adjoint, adjoint);
      }
    }
    for (int place = 0; place < held.length; place++) {
      occupancyEnds(place, now);
    }
    for (int level = 0; level < levels.size(); level++) {
      int index = level;
      entries.get(level).entrySet().stream()
          .sorted(Comparator.comparingLong(Map.Entry::getKey))
          .forEach(e -> lifeEnds(index, e.getKey(), e.getValue(), true));
    }
  }

  /// The time at which the last action ended.
  double now() {
    return now;
  }

  Counts counts() {
    return referee.counts();
  }

  /// How many entries are held now.
  long kept() {
    return entries.stream().mapToLong(Map::size).sum();
  }

  /// Whether the actions ended where a schedule may end.
  boolean complete() {
    return last instanceof EndReverse || (last instanceof EndForward && !stored);
  }

  private void play(Action action, double before, double moving, double after) {
    double start = now;
    double end = start + before + moving + after;
    if (Double.isInfinite(end)) {
      throw new InvalidArgumentException("costs", "infinite in all", "a sum below 10^308");
    }
    referee.accept(action);
    last = action;
    switch (action) {
      case Forward f -> {
        stored |= f.writeIcs() || f.writeAdjDeps();
        if (f.storage().isLevel()) {
          var entry = new Held(start, f.writeIcs(), f.writeAdjDeps());
          entries.get(index(f.storage())).put(f.n0(), entry);
        }
        double leaves = start + before;
        double arrives = leaves + moving;
        forward(start, leaves, f.n0(), f.n0(), false);
        forward(leaves, arrives, f.n0(), f.n1(), f.writeAdjDeps());
        forward(arrives, end, f.n1(), f.n1(), false);
      }
      case Reverse r -> reverse(r, start, end);
      case Copy c -> copy(c, start, end);
      case EndForward _ -> {
        reversing = true;
        adjointSince = end;
      }
      case EndReverse _ -> {
        adjoint = steps;
        adjointSince = end;
      }
    }
    now = end;
    for (int place = 0; place < held.length; place++) {
      occupancy(place, start, end);
    }
  }

  private void forward(double t0, double t1, long n0, long n1, boolean records) {
    if (t1 > t0 || n1 > n0) {
      for (Strokes pen : pens) {
        pen.forward(t0, t1, n0, n1, records);
      }
    }
  }

  private void reverse(Reverse r, double start, double end) {
    for (Strokes pen : pens) {
      if (start > adjointSince) {
        pen.adjoint(adjointSince, start, r.n0(), r.n0());
      }
      pen.adjoint(start, end, r.n0(), r.n1());
    }
    adjoint = r.n1();
    adjointSince = end;
  }

  private void copy(Copy c, double start, double end) {
    int from = index(c.from());
    Held entry = entries.get(from).get(c.n());
    if (c.to().isLevel()) {
      var copied = new Held(start, entry.restart(), entry.adjoint());
      entries.get(index(c.to())).put(c.n(), copied);
    } else if (c.to().equals(StorageLocation.TAPE)) {
      for (Strokes pen : pens) {
        pen.load(start, end, from, c.n(), entry.restart());
      }
    }
    if (c.delete()) {
      entries.get(from).remove(c.n());
      now = end;
      lifeEnds(from, c.n(), entry, false);
    }
  }

  private double copyCost(Copy c) {
    int from = index(c.from());
    int to = index(c.to());
    if (from < 0) {
      return 0;
    }
    if (c.to().equals(StorageLocation.TAPE)) {
      return readCosts[from];
    }
    Held entry = entries.get(from).get(c.n());
    return entry == null || to < 0 ? 0 : entry.kinds() * writeCosts[to];
  }

  private void lifeEnds(int level, long step, Held entry, boolean kept) {
    for (Strokes pen : pens) {
      pen.life(level, step, entry.since(), now, entry.restart(), kept);
    }
  }

  /// A place that gained did so at the action's start, one that lost at its end.
  private void occupancy(int place, double start, double end) {
    long after = referee.held(place == tape() ? StorageLocation.TAPE : location(place));
    if (after != held[place]) {
      occupancyEnds(place, after > held[place] ? start : end);
      held[place] = after;
    }
  }

  private void occupancyEnds(int place, double time) {
    for (Strokes pen : pens) {
      pen.occupancy(place, heldSince[place], time, held[place]);
    }
    heldSince[place] = time;
  }

  private StorageLocation location(int level) {
    return levels.get(level).location();
  }

  private int index(StorageLocation location) {
    for (int i = 0; i < levels.size(); i++) {
      if (location(i).equals(location)) {
        return i;
      }
    }
    return -1;
  }
}

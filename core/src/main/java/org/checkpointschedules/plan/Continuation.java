package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.Standing;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;

/// The actions of a [ContinuedPlan], segment by segment from the top; each is planned when the one
/// above it is done.
///
/// The forward stands at step 0 once, at the start. So where no entry of step 0 survived but others
/// did, step 0 is stored first, in a free slot or in that of the lowest survivor.
final class Continuation implements Iterator<Action> {
  private final List<Level> levels;
  private final StepCosts costs;

  /// Entries of use below the adjoint, one for each step, the topmost first.
  private final Deque<Entry> kept = new ArrayDeque<>();

  private final Map<StorageLocation, Long> taken = new HashMap<>();
  private final Deque<Action> first = new ArrayDeque<>();
  private Iterator<Action> segment = Collections.emptyIterator();
  private boolean forwardEnded;

  /// Where the adjoint will stand after what has been planned.
  private long top;

  private boolean ended;

  /// @param dropped steps whose entries are deleted first, though they could be of use
  Continuation(CheckpointSchedule schedule, Standing standing, StepCosts costs, Set<Long> dropped) {
    levels = standing.levels(schedule.levels());
    this.costs = costs;
    top = standing.adjointPosition();
    forwardEnded = standing.forwardEnded();
    sift(standing.held(), dropped);
    boolean origin = kept.isEmpty() || kept.peekLast().step() == 0;
    if (!origin) {
      storeOrigin();
    }
  }

  /// Keeps what is of use: restart data, and adjoint data that the next steps down from the adjoint
  /// have without a gap. The rest is deleted first.
  private void sift(List<Entry> held, Set<Long> dropped) {
    var entries = new ArrayList<>(held);
    entries.sort(Comparator.comparingLong(Entry::step).reversed().thenComparingInt(this::rank));
    long below = top;
    for (Entry entry : entries) {
      boolean unwanted = dropped.contains(entry.step());
      boolean duplicate = !kept.isEmpty() && kept.peekLast().step() == entry.step();
      boolean next = forwardEnded && entry.adjointData() && entry.step() == below - 1;
      if (entry.step() >= top || unwanted || duplicate || !(entry.restartData() || next)) {
        first.add(new Copy(entry.step(), entry.location(), NONE, true));
        continue;
      }
      kept.add(entry);
      taken.merge(entry.location(), slots(entry), Long::sum);
      if (next) {
        below--;
      }
    }
  }

  private int rank(Entry entry) {
    return levels.stream().map(Level::location).toList().indexOf(entry.location());
  }

  private static long slots(Entry entry) {
    return (entry.restartData() ? 1 : 0) + (entry.adjointData() ? 1 : 0);
  }

  private void storeOrigin() {
    Level place = null;
    for (Level level : levels) {
      if (taken.getOrDefault(level.location(), 0L) < level.slots()) {
        place = level;
      }
    }
    if (place == null) {
      Entry lowest = kept.removeLast();
      release(lowest);
      first.add(new Copy(lowest.step(), lowest.location(), NONE, true));
      place = levels.get(rank(lowest));
    }
    var origin = new Entry(place.location(), 0, true, false);
    first.add(new Forward(0, 1, true, false, place.location()));
    kept.add(origin);
    taken.merge(origin.location(), 1L, Long::sum);
  }

  private void release(Entry entry) {
    taken.merge(entry.location(), -slots(entry), Long::sum);
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public Action next() {
    if (!first.isEmpty()) {
      return first.remove();
    }
    while (!segment.hasNext() && top > 0) {
      segment = plan();
    }
    if (segment.hasNext()) {
      return segment.next();
    }
    if (ended) {
      throw new NoSuchElementException("the schedule has ended");
    }
    ended = true;
    return new EndReverse();
  }

  /// Plans the topmost segment that is left.
  private Iterator<Action> plan() {
    Entry base = kept.poll();
    long start = base == null ? 0 : base.step();
    long steps = top - start;
    boolean closesForward = !forwardEnded;
    if (base != null) {
      release(base);
    }
    top = start;
    forwardEnded = true;
    if (steps == 1 && base != null && base.adjointData() && !closesForward) {
      return List.<Action>of(
              new Copy(start, base.location(), TAPE, true), new Reverse(start + 1, start, true))
          .iterator();
    }
    List<Level> free = free();
    if (steps == 1 || free.stream().allMatch(level -> level.slots() == 0)) {
      return onTape(start, steps, base, closesForward);
    }
    return new SegmentActions(new Problem(steps, free, costs).plan(), start, base, closesForward);
  }

  /// What the entries kept leave free.
  private List<Level> free() {
    return levels.stream()
        .map(level ->
            level.unbounded()
                ? level
                : new Level(
                    level.location(),
                    level.slots() - taken.getOrDefault(level.location(), 0L),
                    level.writeCost(),
                    level.readCost()))
        .toList();
  }

  /// One step, or any number without a slot: all recorded at once.
  private static Iterator<Action> onTape(
      long start, long steps, Entry base, boolean closesForward) {
    var actions = new ArrayList<Action>();
    if (base != null) {
      actions.add(new Copy(start, base.location(), TAPE, true));
    }
    actions.add(new Forward(start, start + steps, false, true, TAPE));
    if (closesForward) {
      actions.add(new EndForward());
    }
    actions.add(new Reverse(start + steps, start, true));
    return actions.iterator();
  }
}

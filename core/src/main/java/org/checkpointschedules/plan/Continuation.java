package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.plan.SegmentPrices.Price;

/// The actions of a [ContinuedPlan]: what is of no use is deleted, the forward runs from step 0 as
/// far as is planned, adjoint data that come next are used, and the segments follow from the top.
final class Continuation implements Iterator<Action> {
  private final Descent descent;
  private final Deque<Action> first = new ArrayDeque<>();
  private Iterator<Action> segment = Collections.emptyIterator();
  private boolean forwardEnded;

  /// Where the adjoint will stand after what has been planned.
  private long top;

  /// The number of segments yet to be planned.
  private int left;

  private boolean ended;

  /// @param held all entries there are
  /// @param next adjoint data to be used first, topmost first
  /// @param descent from below them; null if nothing is left
  Continuation(
      List<Entry> held, List<Entry> next, Descent descent, long top, boolean forwardEnded) {
    this.descent = descent;
    this.top = top;
    this.forwardEnded = forwardEnded;
    left = descent == null ? 0 : descent.plans().size();
    var kept = new HashSet<>(next);
    if (descent != null) {
      descent.bases().forEach(base -> kept.add(base.entry()));
      if (descent.boost() != null) {
        kept.add(descent.boost().entry());
      }
    }
    for (Entry entry : held) {
      if (!kept.contains(entry)) {
        first.add(new Copy(entry.step(), entry.location(), NONE, true));
      }
    }
    if (descent != null) {
      run();
    }
    for (Entry entry : next) {
      long n = entry.step();
      first.add(new Copy(n, entry.location(), TAPE, true));
      first.add(new Reverse(n + 1, n, true));
    }
  }

  /// The first run of the forward.
  private void run() {
    List<Footing> bases = descent.bases();
    List<Footing> stored = bases.stream().filter(base -> !base.survived()).toList();
    long at = 0;
    for (int i = 0; i < stored.size(); i++) {
      Entry entry = stored.get(i).entry();
      advance(at, entry.step());
      at = entry.step() + 1;
      if (i + 1 < stored.size()) {
        at = stored.get(i + 1).step();
      } else if (descent.stands()) {
        at = bases.getLast().step();
      }
      first.add(new Forward(entry.step(), at, true, false, entry.location()));
    }
    if (descent.stands() && !bases.isEmpty()) {
      advance(at, bases.getLast().step());
    }
  }

  private void advance(long from, long to) {
    if (to > from) {
      first.add(new Forward(from, to, false, false, NONE));
    }
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
    while (!segment.hasNext() && left > 0) {
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

  /// The topmost segment that is left.
  private Iterator<Action> plan() {
    left--;
    boolean topmost = left == descent.plans().size() - 1;
    boolean load = !descent.bases().isEmpty() && !(topmost && descent.stands());
    boolean closesForward = !forwardEnded;
    Entry base = descent.bases().isEmpty() ? null : descent.bases().get(left).entry();
    long start = base == null ? 0 : base.step();
    long end = top;
    top = start;
    forwardEnded = true;
    Price price = descent.plans().get(left);
    if (topmost && descent.boost() != null) {
      return new SegmentActions(price, start, descent.boost().entry(), closesForward);
    }
    return price.plan() == null
        ? onTape(start, end, base, load, closesForward)
        : new SegmentActions(price, start, base, load, closesForward);
  }

  /// One step, or any number without a slot: all recorded at once.
  private static Iterator<Action> onTape(
      long start, long end, Entry base, boolean load, boolean closesForward) {
    var actions = new ArrayList<Action>();
    if (base != null) {
      actions.add(new Copy(start, base.location(), load ? TAPE : NONE, true));
    }
    actions.add(new Forward(start, end, false, true, TAPE));
    if (closesForward) {
      actions.add(new EndForward());
    }
    actions.add(new Reverse(end, start, true));
    return actions.iterator();
  }
}

package org.checkpointschedules.plan.internal.resume;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream.Entry;

/// The actions of a [ContinuedPlan]: what is of no use is deleted, the forward runs from step 0 as
/// far as is planned, adjoint data that come next are used, and the legs follow from the top.
public final class ContinuationActions implements Iterator<Action> {
  private final Deque<Action> first = new ArrayDeque<>();
  private final Iterator<Leg> legs;
  private Iterator<Action> leg = Collections.emptyIterator();
  private boolean forwardEnded;
  private boolean ended;

  /// @param held all entries there are
  /// @param next adjoint data to be used first, topmost first
  /// @param continuation from below them; null if nothing is left
  public ContinuationActions(
      List<Entry> held, List<Entry> next, Continuation continuation, boolean forwardEnded) {
    this.forwardEnded = forwardEnded;
    legs = continuation == null ? Collections.emptyIterator() : continuation.legs().iterator();
    var kept = new HashSet<>(next);
    if (continuation != null) {
      for (Leg used : continuation.legs()) {
        used.uses().forEach(base -> kept.add(base.entry()));
      }
    }
    for (Entry entry : held) {
      if (!kept.contains(entry)) {
        first.add(new Copy(entry.step(), entry.location(), NONE, true));
      }
    }
    if (continuation != null) {
      run(continuation.stored(), continuation.runTo());
    }
    for (Entry entry : next) {
      long n = entry.step();
      first.add(new Copy(n, entry.location(), TAPE, true));
      first.add(new Reverse(n + 1, n, true));
    }
  }

  /// The first run of the forward.
  private void run(List<Base> stored, long end) {
    long at = stored.isEmpty() ? end : stored.getFirst().step();
    if (at > 0) {
      first.add(new Forward(0, at, false, false, NONE));
    }
    for (int i = 0; i < stored.size(); i++) {
      Entry entry = stored.get(i).entry();
      long to = i + 1 < stored.size() ? stored.get(i + 1).step() : end;
      first.add(new Forward(entry.step(), to, true, false, entry.location()));
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
    while (!leg.hasNext() && legs.hasNext()) {
      leg = legs.next().actions(!forwardEnded);
      forwardEnded = true;
    }
    if (leg.hasNext()) {
      return leg.next();
    }
    if (ended) {
      throw new NoSuchElementException("the schedule has ended");
    }
    ended = true;
    return new EndReverse();
  }
}

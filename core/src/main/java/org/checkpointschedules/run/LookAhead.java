package org.checkpointschedules.run;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Predicate;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.StorageLocation;

/// Actions as they come, and a view of the next read from a slow level beyond them.
///
/// Takes actions from their source until that read is found, at most so many ahead: enough for a
/// read to be hidden behind what happens before it, few enough to keep in mind. What the source
/// throws is thrown where its action would have come.
final class LookAhead implements Iterator<Action> {
  private static final int FARTHEST = 4096;

  private final Iterator<Action> source;
  private final Predicate<StorageLocation> slow;
  private final Predicate<Copy> foreseen;
  private final Queue<Action> taken = new ArrayDeque<>();

  /// The read found; the last one taken.
  private Copy next;

  private boolean settled;
  private RuntimeException failure;

  /// @param slow which levels are
  /// @param foreseen told of the next read before each action, until it answers true
  LookAhead(Iterator<Action> source, Predicate<StorageLocation> slow, Predicate<Copy> foreseen) {
    this.source = source;
    this.slow = slow;
    this.foreseen = foreseen;
  }

  @Override
  public boolean hasNext() {
    look();
    return !taken.isEmpty() || failure != null;
  }

  @Override
  public Action next() {
    look();
    if (taken.isEmpty()) {
      if (failure != null) {
        throw failure;
      }
      throw new NoSuchElementException();
    }
    Action action = taken.remove();
    if (action == next) {
      next = null;
      settled = false;
      look();
    }
    if (next != null && !settled) {
      settled = foreseen.test(next);
    }
    return action;
  }

  private void look() {
    try {
      while (next == null && failure == null && taken.size() < FARTHEST && source.hasNext()) {
        Action action = source.next();
        taken.add(action);
        if (action instanceof Copy copy
            && !copy.to().equals(StorageLocation.NONE)
            && slow.test(copy.from())) {
          next = copy;
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }
}

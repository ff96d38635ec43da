package org.checkpointschedules.plan.internal.binomial;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.checkpointschedules.Action;

/// The actions of a [BinomialWalk] that is all there is, and the end of the adjoint.
public final class BinomialPass implements Iterator<Action> {
  private final BinomialWalk walk;
  private boolean ended;

  public BinomialPass(BinomialWalk walk) {
    this.walk = walk;
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public Action next() {
    return walk.hasNext() ? walk.next() : end();
  }

  private Action end() {
    if (ended) {
      throw new NoSuchElementException("the schedule has ended");
    }
    ended = true;
    return new Action.EndReverse();
  }
}

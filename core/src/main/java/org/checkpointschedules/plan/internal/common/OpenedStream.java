package org.checkpointschedules.plan.internal.common;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.Forecast;

/// The actions from some point of the adjoint on, with what was held there and what remains, which
/// is counted when it is first asked for.
public final class OpenedStream implements ActionStream {
  private final Iterator<Action> actions;
  private final List<Entry> held;
  private final Supplier<Forecast> count;
  private Forecast remaining;

  /// @param count must not depend on how far `actions` has been read
  public OpenedStream(Iterator<Action> actions, List<Entry> held, Supplier<Forecast> count) {
    this.actions = actions;
    this.held = Collections.unmodifiableList(held);
    this.count = count;
  }

  @Override
  public boolean hasNext() {
    return actions.hasNext();
  }

  @Override
  public Action next() {
    return actions.next();
  }

  @Override
  public List<Entry> held() {
    return held;
  }

  @Override
  public Forecast remaining() {
    if (remaining == null) {
      remaining = count.get();
    }
    return remaining;
  }
}

package org.checkpointschedules.plan.internal.resume;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.plan.internal.resume.SegmentPrices.Price;

/// A part of a [Continuation]: neighbouring steps that are reversed in one go.
sealed interface Leg {
  /// {@return the bases that it needs}
  List<Base> uses();

  /// @param closesForward whether the forward ends here for the first time
  Iterator<Action> actions(boolean closesForward);

  /// From a forward that stands at the first step, with nothing stored for it.
  ///
  /// @param from what is loaded first, at the first step or below; null where the forward stands
  ///   there
  /// @param kept whether `from` is needed again
  /// @param price of these steps from nothing
  record Stretch(Base from, boolean kept, long start, long end, Price price) implements Leg {
    @Override
    public List<Base> uses() {
      return Stream.ofNullable(from).toList();
    }

    @Override
    public Iterator<Action> actions(boolean closesForward) {
      var opening = new ArrayList<Action>();
      if (from != null) {
        opening.add(new Copy(from.step(), from.entry().location(), TAPE, !kept));
        if (start > from.step()) {
          opening.add(new Forward(from.step(), start, false, false, NONE));
        }
      }
      if (price.plan() == null) {
        onTape(opening, start, end, closesForward);
        return opening.iterator();
      }
      return new SegmentActions(price, start, opening, closesForward);
    }
  }

  /// From a base at its first step, all of it; the base's slot is among those free.
  ///
  /// @param base null where there is none and the forward stands there
  /// @param boost what is loaded first instead of the base, and dropped; null if none is
  /// @param load whether the base is loaded first; else the forward stands there
  /// @param price of these steps from the base
  record Segment(Base base, Base boost, boolean load, long start, long end, Price price)
      implements Leg {
    @Override
    public List<Base> uses() {
      return Stream.of(base, boost).filter(Objects::nonNull).toList();
    }

    @Override
    public Iterator<Action> actions(boolean closesForward) {
      Entry entry = base == null ? null : base.entry();
      if (boost != null) {
        return new SegmentActions(price, start, boost.entry(), closesForward);
      }
      if (price.plan() != null) {
        return new SegmentActions(price, start, entry, load, closesForward);
      }
      var actions = new ArrayList<Action>();
      if (entry != null) {
        actions.add(new Copy(start, entry.location(), load ? TAPE : NONE, true));
      }
      onTape(actions, start, end, closesForward);
      return actions.iterator();
    }
  }

  /// One step, or any number without a slot: all recorded at once.
  private static void onTape(List<Action> actions, long start, long end, boolean closesForward) {
    actions.add(new Forward(start, end, false, true, TAPE));
    if (closesForward) {
      actions.add(new EndForward());
    }
    actions.add(new Reverse(end, start, true));
  }
}

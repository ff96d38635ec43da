package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// A short schedule with the mix of actions that schedules have: so many checkpoints on one level,
/// each followed by so many steps, which are recorded one by one, last to first, from that
/// checkpoint.
///
/// The entries may be of adjoint data instead: then as many steps are recorded to the level, and
/// their data brought back one by one.
///
/// @param levels those there are, the one used first
/// @param checkpoints from 0; without any there is one step
/// @param gap steps of each, from 1
/// @param data whether the entries are of adjoint data; the gap is 1 then
record RehearsalSchedule(List<Level> levels, int checkpoints, int gap, boolean data)
    implements CheckpointSchedule {

  RehearsalSchedule(List<Level> levels, int checkpoints, int gap) {
    this(levels, checkpoints, gap, false);
  }

  /// As many entries of adjoint data.
  RehearsalSchedule ofData() {
    return new RehearsalSchedule(levels, checkpoints, 1, true);
  }

  @Override
  public String name() {
    return "rehearsal";
  }

  @Override
  public long steps() {
    return (long) checkpoints * gap + 1;
  }

  @Override
  public Forecast forecast() {
    long n = steps();
    long sweeps = (long) checkpoints * gap * (gap - 1) / 2;
    var traffic = new LinkedHashMap<StorageLocation, Forecast.Traffic>();
    levels.forEach(level -> traffic.put(level.location(), Forecast.Traffic.of(0, 0, 0)));
    traffic.put(level(), Forecast.Traffic.of(checkpoints, (long) checkpoints * gap, checkpoints));
    return new Forecast(
        BigInteger.valueOf(n + (data ? 0 : checkpoints * (long) gap + sweeps)),
        n,
        OptionalLong.empty(),
        traffic,
        OptionalLong.of(1),
        BigDecimal.ZERO,
        false,
        Optional.empty());
  }

  private StorageLocation level() {
    return levels.getFirst().location();
  }

  @Override
  public Iterator<Action> iterator() {
    StorageLocation level = level();
    var actions = new ArrayList<Action>();
    long end = steps();
    for (long n = 0; n < end - 1; n += gap) {
      actions.add(new Forward(n, n + gap, !data, data, level));
    }
    actions.add(new Forward(end - 1, end, false, true, TAPE));
    actions.add(new EndForward());
    actions.add(new Reverse(end, end - 1, true));
    for (long n = end - 1 - gap; n >= 0; n -= gap) {
      for (long step = n + gap - 1; step >= n; step--) {
        actions.add(new Copy(n, level, TAPE, step == n));
        if (step > n) {
          actions.add(new Forward(n, step, false, false, NONE));
        }
        if (!data) {
          actions.add(new Forward(step, step + 1, false, true, TAPE));
        }
        actions.add(new Reverse(step + 1, step, true));
      }
    }
    actions.add(new EndReverse());
    return actions.iterator();
  }

  @Override
  public ActionStream open(long adjointPosition) {
    throw new InvalidArgumentException("adjoint position", adjointPosition, "none: it is short");
  }
}

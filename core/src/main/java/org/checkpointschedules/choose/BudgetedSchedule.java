package org.checkpointschedules.choose;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.EntryBytes;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;

/// A schedule that knows the sizes its slots were counted with, so that a run whose entries grow
/// past them ends, and never holds more than the budget. What [Choice] makes of budgets in bytes.
///
/// @param plan the schedule itself
/// @param bytes the sizes
public record BudgetedSchedule(CheckpointSchedule plan, EntryBytes bytes)
    implements CheckpointSchedule {
  /// Checks that both are there.
  public BudgetedSchedule {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(bytes, "bytes");
  }

  @Override
  public Optional<EntryBytes> entryBytes() {
    return Optional.of(bytes);
  }

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public long steps() {
    return plan.steps();
  }

  @Override
  public List<Level> levels() {
    return plan.levels();
  }

  @Override
  public Forecast forecast() {
    return plan.forecast();
  }

  @Override
  public boolean keepsCheckpoints() {
    return plan.keepsCheckpoints();
  }

  @Override
  public Iterator<Action> iterator() {
    return plan.iterator();
  }

  @Override
  public ActionStream open(long adjointPosition) {
    return plan.open(adjointPosition);
  }
}

package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.RAM;

import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.RunFolder;

/// A machine that plays a short schedule in the middle of a long one: step `0` of the schedule is a
/// later step of the model, one behind a state that is kept in memory. The adjoint goes on from
/// where the play before left it, as far as a whole run would take it.
final class ShiftedMachine implements Machine {
  private final Machine machine;
  private final PhaseClock clock;
  private final long steps;
  private long base;
  private long reversed;
  private Sweeps sweeps = new Sweeps();
  private boolean interrupted;

  /// @param steps how many steps a whole run has
  ShiftedMachine(Machine machine, PhaseClock clock, long steps) {
    this.machine = machine;
    this.clock = clock;
    this.steps = steps;
    reversed = steps;
    machine.begin();
    machine.store(RAM, 0);
  }

  /// Moves on to a later step.
  void moveTo(long step) {
    machine.load(RAM, CheckpointKey.restart(base));
    if (step > base) {
      machine.delete(RAM, CheckpointKey.restart(base));
      machine.advance(base, step);
      base = step;
      machine.store(RAM, base);
    }
  }

  /// Where it stands: the step whose state is kept.
  long base() {
    return base;
  }

  /// The advances since this was last asked.
  Sweeps takeSweeps() {
    Sweeps taken = sweeps;
    sweeps = new Sweeps();
    return taken;
  }

  /// Puts the forward at the state that is kept, and advances it from there.
  ///
  /// @return nanoseconds of the advance
  long advanceFromBase(long count) {
    machine.load(RAM, CheckpointKey.restart(base));
    long before = System.nanoTime();
    machine.advance(base, base + count);
    return System.nanoTime() - before;
  }

  @Override
  public void begin() {
    clock.to(RunPhase.LOAD);
    machine.load(RAM, CheckpointKey.restart(base));
    clock.to(RunPhase.FORWARD);
    long before = System.nanoTime();
    machine.advance(base, base + 1);
    sweeps.add(true, 1, System.nanoTime() - before);
    interrupted = false;
  }

  @Override
  public void advance(long n0, long n1) {
    long before = System.nanoTime();
    machine.advance(shifted(n0), shifted(n1));
    sweeps.add(interrupted, n1 - n0, System.nanoTime() - before);
    interrupted = false;
  }

  @Override
  public void record(long step) {
    sweeps.recorded(interrupted);
    interrupted = false;
    machine.record(shifted(step));
  }

  @Override
  public long recordTo(StorageLocation level, long step) {
    return machine.recordTo(level, shifted(step));
  }

  @Override
  public long store(StorageLocation level, long step) {
    interrupted = true;
    return machine.store(level, shifted(step));
  }

  @Override
  public long load(StorageLocation level, CheckpointKey key) {
    interrupted = true;
    return machine.load(level, shifted(key));
  }

  @Override
  public long copy(StorageLocation from, StorageLocation to, CheckpointKey key) {
    return machine.copy(from, to, shifted(key));
  }

  @Override
  public void delete(StorageLocation level, CheckpointKey key) {
    machine.delete(level, shifted(key));
  }

  @Override
  public void seed() {
    if (reversed >= steps) {
      machine.seed();
      reversed = 0;
    }
  }

  @Override
  public void reverse(long step) {
    machine.reverse(shifted(step));
    reversed++;
  }

  @Override
  public void clear(long step) {
    machine.clear(shifted(step));
  }

  @Override
  public void clear() {
    machine.clear();
  }

  @Override
  public long entryBytes() {
    return machine.entryBytes();
  }

  @Override
  public long survivorBytes(RunFolder.Survivor survivor) {
    throw new UnsupportedOperationException("a rehearsal has no journal");
  }

  @Override
  public long adjointBytes() {
    return machine.adjointBytes();
  }

  @Override
  public void saveAdjoint(RunFolder folder, long position) {
    throw new UnsupportedOperationException("a rehearsal has no journal");
  }

  @Override
  public void loadAdjoint(RunFolder folder, long position) {
    throw new UnsupportedOperationException("a rehearsal has no journal");
  }

  @Override
  public long tapePeak() {
    return machine.tapePeak();
  }

  /// Leaves the machine open, without the state that was kept.
  @Override
  public void close() {
    machine.delete(RAM, CheckpointKey.restart(base));
  }

  private long shifted(long step) {
    return base + 1 + step;
  }

  private CheckpointKey shifted(CheckpointKey key) {
    return new CheckpointKey(shifted(key.step()), key.kind());
  }
}

package org.checkpointschedules.cli;

import java.lang.foreign.MemorySegment;
import org.checkpointschedules.run.ResumableModel;
import org.checkpointschedules.run.RunControl;

/// A model whose rehearsal ends when the run is to stop: between two of its calls.
record StoppableModel(ResumableModel model, RunControl control) implements ResumableModel {
  private void stopIfAsked() {
    if (control.isStopping()) {
      throw new WorkFailed(
          "time was nearly up during the rehearsal, before the run: nothing was computed, and what"
              + " earlier calls kept is as it was; allow more with --time-limit");
    }
  }

  @Override
  public long stateBytes() {
    return model.stateBytes();
  }

  @Override
  public long adjointDataBytes() {
    return model.adjointDataBytes();
  }

  @Override
  public long adjointBytes() {
    return model.adjointBytes();
  }

  @Override
  public void initialize() {
    stopIfAsked();
    model.initialize();
  }

  @Override
  public void advance(long n0, long n1) {
    stopIfAsked();
    model.advance(n0, n1);
  }

  @Override
  public void record(long step, MemorySegment adjointData) {
    stopIfAsked();
    model.record(step, adjointData);
  }

  @Override
  public void initializeAdjoint() {
    stopIfAsked();
    model.initializeAdjoint();
  }

  @Override
  public void reverse(long step, MemorySegment adjointData) {
    stopIfAsked();
    model.reverse(step, adjointData);
  }

  @Override
  public void capture(MemorySegment to) {
    model.capture(to);
  }

  @Override
  public void restore(long step, MemorySegment from) {
    model.restore(step, from);
  }

  @Override
  public void captureAdjoint(MemorySegment to) {
    model.captureAdjoint(to);
  }

  @Override
  public void restoreAdjoint(long step, MemorySegment from) {
    model.restoreAdjoint(step, from);
  }
}

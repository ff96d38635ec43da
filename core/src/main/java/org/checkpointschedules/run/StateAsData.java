package org.checkpointschedules.run;

/// A [Model] as a [RecordingModel], whose adjoint data is the state at the start of the step.
record StateAsData<S, A>(Model<S, A> model) implements RecordingModel<S, S, A> {
  @Override
  public S forward(long step, S state) {
    return model.forward(step, state);
  }

  @Override
  public Recorded<S, S> record(long step, S state) {
    return new Recorded<>(model.forward(step, state), state);
  }

  @Override
  public A adjoint(long step, S adjointData, A adjoint) {
    return model.adjoint(step, adjointData, adjoint);
  }
}

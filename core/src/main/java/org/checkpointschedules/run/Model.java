package org.checkpointschedules.run;

/// A time-dependent model in the value style: a step takes a state and returns another one.
///
/// ```java
/// var decay = new Model<Double, Double>() {
///   public Double forward(long step, Double u) { return u - 0.1 * u * u; }
///   public Double adjoint(long step, Double u, Double bar) { return bar * (1 - 0.2 * u); }
/// };
/// ```
///
/// **Danger: never change a state that was handed to you, nor one that you returned.** A state is
/// stored *by reference* and handed out again, long after, to be recomputed from. A step that
/// writes into its argument, or returns an array that it goes on writing into, destroys checkpoints
/// and **gives a wrong gradient without any error**. The same holds for a step that depends on
/// anything but its two arguments (a counter, a random number, the time of day): it is computed
/// several times, and must come out the same, bit for bit. `Adjoint.of(model).checked()` catches
/// all of this and names the step; run it once on a small case of every new model.
///
/// The adjoint of step `n` reads the state at the start of step `n`, nothing else. Where it needs
/// more (a nonlinear solver's result, say) or less (a model that is linear in its state),
/// [RecordingModel] keeps its data apart. For states of megabytes and more, [InPlaceModel] saves
/// the allocation per step.
///
/// ## Why these two methods
///
/// *Why is the step number an argument?* Because a schedule jumps: steps are recomputed in blocks
/// that begin anywhere, so that a counter inside the model would be wrong.
///
/// *Why does `adjoint` get one step and not the whole trajectory?* Because the trajectory is what
/// does not fit into memory.
///
/// *Where does a sum over time go?* A term `g(n, state)` of the objective adds its derivative
/// inside the adjoint of step `n`. *Where do parameters go?* Their gradient is a part of `A`, and
/// each adjoint step adds to it (in a new value, as ever).
///
/// All methods are called by the thread that runs the adjoint. What they throw ends the run, and
/// reaches its caller as it is, after the run's storage has been cleaned up.
///
/// @param <S> the state, treated as immutable
/// @param <A> the adjoint state, treated as immutable
public interface Model<S, A> {

  /// The state at the start of step `step + 1`, from that at the start of `step`.
  ///
  /// Called once for each step, and again for each recomputation.
  ///
  /// @param step from 0
  /// @param state never to be changed
  /// @return a new state, or one that is never changed again
  S forward(long step, S state);

  /// The adjoint at the start of `step`, from that at the start of step `step + 1`.
  ///
  /// Called once for each step, last to first; at some steps twice under `checked()`.
  ///
  /// @param step from 0
  /// @param state the state at the start of `step`, never to be changed
  /// @param adjoint the adjoint at the start of `step + 1`, never to be changed
  /// @return the adjoint at the start of `step`, new, or never changed again
  A adjoint(long step, S state, A adjoint);
}

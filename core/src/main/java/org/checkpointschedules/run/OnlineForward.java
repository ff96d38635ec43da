package org.checkpointschedules.run;

import java.util.function.Consumer;

/// The forward of a run whose number of steps shows at its end: it belongs to whoever runs it, a
/// library's adaptive integrator, say, and hands over each state as it comes.
///
/// ```java
/// OnlineForward<double[]> forward = (x, afterStep) -> {
///   while (!converged(x)) {
///     x = step(x);
///     afterStep.accept(x);
///   }
/// };
/// ```
///
/// It is called once. What it throws ends the run, and reaches its caller as it is, after the run's
/// storage has been cleaned up.
///
/// @param <S> the state, treated as immutable: a state handed over must never be written to again
@FunctionalInterface
public interface OnlineForward<S> {

  /// Runs from the initial state to wherever the end is, and hands over the state after each step,
  /// in order and in the same thread, before the method returns.
  ///
  /// @param initial the state at the start of step 0
  /// @param afterStep takes the state at the start of step 1, then that of step 2, and so on
  void run(S initial, Consumer<? super S> afterStep);
}

package org.checkpointschedules.testkit;

import org.checkpointschedules.run.Model;

/// A model that knows its gradient by other means than an adjoint calculation, with an initial
/// state and an objective at the end: what a test of an executor needs.
///
/// ```java
/// A computed = Adjoint.of(model).schedule(schedule).run(model.initialState(), model::seed)...;
/// assertTrue(model.error(computed, schedule.steps()) <= model.tolerance());
/// ```
///
/// Implementations are immutable and thread safe.
///
/// @param <S> the state
/// @param <A> the adjoint state
public interface KnownGradientModel<S, A> extends Model<S, A> {

  /// {@return the state at the start of step 0}
  S initialState();

  /// {@return the derivative of the objective with respect to the last state}
  ///
  /// @param last the state after the last step
  A seed(S last);

  /// {@return the derivative of the objective after `steps` steps with respect to the initial
  /// state}
  ///
  /// @param steps 1 or more
  A gradient(long steps);

  /// {@return the largest error of a computed gradient relative to the known one}
  ///
  /// @param computed the gradient after as many steps
  /// @param steps 1 or more
  double error(A computed, long steps);

  /// {@return the largest [#error] that rounding explains, for up to 100 steps; 0 where the
  /// arithmetic is exact}
  double tolerance();
}

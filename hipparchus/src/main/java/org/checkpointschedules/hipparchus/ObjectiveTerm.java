package org.checkpointschedules.hipparchus;

/// A term `g(t, y, p)` of an objective, with its derivatives.
///
/// Both methods must depend on nothing but their arguments, and on parameters that stay as they are
/// during a run.
public interface ObjectiveTerm {

  /// {@return the value of the term}
  ///
  /// @param t time
  /// @param y the state, not to be changed or kept
  double value(double t, double[] y);

  /// Adds `weight dg/dy` to `stateBar` and `weight dg/dp` to `parameterBar`.
  ///
  /// @param t time
  /// @param y the state, not to be changed or kept
  /// @param weight of the term in the objective: 1 for one at a time, that of the stage for an
  ///   integral
  /// @param stateBar as long as the state, to be added to
  /// @param parameterBar as long as the gradient with respect to parameters, to be added to
  void addGradient(double t, double[] y, double weight, double[] stateBar, double[] parameterBar);
}

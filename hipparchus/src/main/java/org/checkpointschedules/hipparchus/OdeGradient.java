package org.checkpointschedules.hipparchus;

import java.util.List;
import org.checkpointschedules.run.RunReport;

/// The value of an objective and its gradient: that of the discrete integration, its step sizes
/// held.
///
/// @param value the objective
/// @param initialState derivatives with respect to the initial state
/// @param parameters derivatives with respect to the parameters of the vector-Jacobian product
/// @param steps the steps of the integration
/// @param product what the vector-Jacobian product was: finite differences are called so here
/// @param report what the run did, counted beside forecast
/// @param notes what was done without harm to the gradient: observation times that are equal up to
///   rounding were taken as one
public record OdeGradient(
    double value,
    double[] initialState,
    double[] parameters,
    RecordedSteps steps,
    String product,
    RunReport report,
    List<String> notes) {

  /// Copies the notes.
  public OdeGradient {
    notes = List.copyOf(notes);
  }
}

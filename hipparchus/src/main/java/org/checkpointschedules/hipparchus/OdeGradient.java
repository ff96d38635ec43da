package org.checkpointschedules.hipparchus;

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
public record OdeGradient(
    double value,
    double[] initialState,
    double[] parameters,
    RecordedSteps steps,
    String product,
    RunReport report) {}

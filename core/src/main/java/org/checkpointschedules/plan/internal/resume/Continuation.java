package org.checkpointschedules.plan.internal.resume;

import java.math.BigDecimal;
import java.util.List;

/// How a continuation goes down.
///
/// @param stored what the first run of the forward stores, the lowest first
/// @param runTo where that run ends; 0 if there is none
/// @param legs the parts of the steps below the adjoint, the topmost first
/// @param cost what it costs
public record Continuation(List<Base> stored, long runTo, List<Leg> legs, BigDecimal cost) {}

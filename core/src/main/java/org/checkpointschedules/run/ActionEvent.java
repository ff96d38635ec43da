package org.checkpointschedules.run;

import org.checkpointschedules.Action;

/// An action that a run has carried out.
///
/// @param number the action's number, counted from 1
/// @param action what was done
/// @param nanoseconds how long it took, observers not included
/// @param bytes bytes stored in or brought from levels; 0 for references kept on the heap
/// @param adjointPosition the step at whose start the adjoint now stands
public record ActionEvent(
    long number, Action action, long nanoseconds, long bytes, long adjointPosition) {}

/// Ensembles: many adjoints, of shots, of observations, of realisations, whose gradients are
/// summed, the same sum to the bit wherever the members run.
/// [org.checkpointschedules.ensemble.Ensemble] says what a member is, an
/// [org.checkpointschedules.ensemble.EnsembleExecutor] runs them.
package org.checkpointschedules.ensemble;

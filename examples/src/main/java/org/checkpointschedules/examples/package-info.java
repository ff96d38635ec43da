/// Complete models with gradients that verify themselves: each is an [Example].
///
/// [org.checkpointschedules.examples.burgers.Burgers] is the field's hello world, in the value
/// style; [org.checkpointschedules.examples.fwi.Fwi] is full-waveform inversion with the acoustic
/// wave equation, large states in place. Equations, discretisations and the derivation of the
/// adjoints stand in the README of this module.
package org.checkpointschedules.examples;

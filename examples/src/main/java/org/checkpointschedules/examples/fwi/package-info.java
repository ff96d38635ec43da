/// Acoustic full-waveform inversion in two dimensions: [Fwi], asked for by [FwiSettings].
package org.checkpointschedules.examples.fwi;

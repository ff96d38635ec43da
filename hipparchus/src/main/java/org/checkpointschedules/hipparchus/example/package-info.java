/// Data assimilation with an adjoint: an example to run, and to start from.
package org.checkpointschedules.hipparchus.example;

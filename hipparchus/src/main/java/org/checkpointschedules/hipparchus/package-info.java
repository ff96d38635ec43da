/// Discrete adjoints of [Hipparchus](https://hipparchus.org) integrations with explicit Runge-Kutta
/// methods, under a checkpointing schedule. [RungeKuttaAdjoint] is where to start.
package org.checkpointschedules.hipparchus;

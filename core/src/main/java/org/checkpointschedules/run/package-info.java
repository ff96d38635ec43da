/// Running a model under a schedule.
///
/// [Adjoint] is the only class most users need: it takes a [Model] (states as values) or an
/// [InPlaceModel] (large mutable states), a schedule, and returns the gradient with a [RunReport].
/// [TaylorTest] and [DotProductTest] tell whether the gradient is right.
package org.checkpointschedules.run;

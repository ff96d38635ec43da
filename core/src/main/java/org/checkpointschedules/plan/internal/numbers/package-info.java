/// Whole numbers and exact ones: binomial coefficients and the binomial formulas of Revolve
/// (`docs/planning.md` sections 1 and 10), sums of two doubles, arithmetic that saturates, costs as
/// exact decimals.
///
/// *In:* numbers of steps and slots. *Out:* numbers. Sees the JDK only.
package org.checkpointschedules.plan.internal.numbers;

/// Checkpointing schedules: gradients of long simulations when memory is short.
///
/// ## The pebble game
///
/// A simulation goes through steps 0 to N - 1; step `n` needs only the state at its start. The
/// adjoint goes through them backwards, and for step `n` needs what the forward computed there. So
/// the forward must be at the start of step `n` once more when the adjoint arrives, and with few
/// places to store a state (pebbles), that takes a game:
///
/// - the forward may advance from where it stands;
/// - where it stands, its state may be stored in a free slot of a storage level;
/// - it may be put back to a stored state;
/// - when it advances over the last step not yet reversed, it records what the adjoint needs, and
///   the adjoint takes that step.
///
/// A [org.checkpointschedules.CheckpointSchedule] is a list of moves that wins the game within the
/// slots given: five kinds of [org.checkpointschedules.Action]. A
/// [org.checkpointschedules.Forecast] says what it takes, before anything runs; a
/// [org.checkpointschedules.ScheduleReferee] plays any list of moves and refuses the first that
/// breaks a rule.
///
/// ## Hello, gradient
///
/// Three doors. A model whose states are values, or an `InPlaceModel` for large ones:
///
/// ```java
/// var gradient =
///     Adjoint.of(model)
///         .schedule(RevolveCheckpointSchedule.of(1_000, 10))
///         .run(x0, x -> 2 * x); // initial state; dJ/dx at the end
/// ```
///
/// A solver that owns its loop consumes the actions itself. The `switch` has no `default`, so that
/// the compiler finds what was forgotten:
///
/// ```java
/// for (Action action : schedule) {
///   switch (action) {
///     case Forward f -> {
///       if (f.writeIcs()) {
///         solver.save(f.n0());
///       }
///       solver.advance(f.n0(), f.n1(), f.writeAdjDeps());
///     }
///     case EndForward _ -> solver.startAdjoint();
///     case Reverse r -> solver.reverse(r.n0(), r.n1());
///     case Copy c -> solver.load(c.n(), c.delete());
///     case EndReverse _ -> solver.finish();
///   }
/// }
/// ```
///
/// Several storage levels, with costs that are named so that they cannot be swapped:
///
/// ```java
/// var schedule =
///     Problem.steps(100_000)
///         .level(RAM, 20)
///         .level(DISK, 200, writeCost(40), readCost(25))
///         .costs(forward(10), adjoint(25))
///         .plan();
/// ```
///
/// ## Which schedule?
///
/// 1. Does what the adjoint needs of *all* steps fit in working storage?
///    `SingleMemoryCheckpointSchedule`. On disk? `SingleDiskCheckpointSchedule`.
/// 2. One level, or several with limits? `RevolveCheckpointSchedule`: the least cost there is.
/// 3. A last level without limit? `RevolveCheckpointSchedule.diskRevolve`, or
///    `PeriodicDiskRevolveCheckpointSchedule` for a fixed rhythm.
/// 4. May a slot hold what the adjoint of a step needs in place of a state, at the same size?
///    `MixedCheckpointSchedule`: the fewest steps.
/// 5. More than one adjoint of the same forward? `TwoLevelCheckpointSchedule`.
/// 6. Do steps differ in cost, or states in size? `NonUniformCheckpointSchedule`,
///    `ChainCheckpointSchedule`.
///
/// All of them are in `org.checkpointschedules.plan`; `org.checkpointschedules.run` runs models
/// under them, `org.checkpointschedules.store` is where checkpoints go.
package org.checkpointschedules;

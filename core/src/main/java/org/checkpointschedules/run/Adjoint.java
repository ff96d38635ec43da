package org.checkpointschedules.run;

/// Computes the adjoint of a model under a checkpointing schedule: the front door.
///
/// ```java
/// var gradient = Adjoint.of(model)
///     .schedule(RevolveCheckpointSchedule.of(1_000, 10))
///     .run(x0, x -> 2 * x);                     // initial state; dJ/dx at the end
/// ```
///
/// Which style of model?
///
/// 1. Is a state small, or naturally an immutable value? [Model].
/// 2. The same, but an adjoint step needs other data than the state? [RecordingModel].
/// 3. Is a state megabytes and more, in arrays that steps update in place? [InPlaceModel].
///
/// A run plays every action of the schedule through a referee before it carries it out, so that an
/// illegal schedule ends in an `IllegalScheduleException`, never in a wrong gradient. It calls each
/// adjoint step exactly once, last to first, and counts what it does; the [RunReport] shows that
/// beside the forecast. The gradient is bit for bit the one that storing everything would give.
///
/// **Where data goes.** `RAM` is the heap, by reference, for values, and off-heap slots, pooled and
/// reused, for an [InPlaceModel]. Every other level, `DISK` and named ones alike, is files in a
/// folder of the run's own, unless a store is given for it. One level can be files: two would share
/// a directory and its device, whatever each was priced at, and are refused. Working storage
/// (`TAPE`) is the heap for values, and off-heap segments, pooled and reused, for an
/// [InPlaceModel].
///
/// **Overlap.** Levels other than `RAM`, stores given included, are called by a thread of their
/// own: what a checkpoint is written from is copied to one of two staging buffers, and the model
/// goes on; what the schedule will read next is read ahead. The buffers are beside the slots, and
/// shown in the report with the time that was hidden in this way. A write that fails ends the run a
/// little later than it would have without. `overlap(false)` turns it off; the gradient and all
/// counts are the same.
///
/// The folder is removed when the run ends, however it ends. That of a JVM which was killed is
/// removed by the next run in the directory; with a [Journal], it is what the same call continues
/// from.
public final class Adjoint {
  private Adjoint() {}

  /// {@return the adjoint of a model in the value style}
  ///
  /// @param <S> the state, treated as immutable; also what an adjoint step is given
  /// @param <A> the adjoint state, treated as immutable
  /// @param model run by one run at a time, or made for several at once
  public static <S, A> ValueAdjoint<S, S, A> of(Model<S, A> model) {
    return ValueAdjoint.ofStates(model);
  }

  /// {@return the adjoint of a model in the value style that records its adjoint data apart}
  ///
  /// @param <S> the state, treated as immutable
  /// @param <D> the adjoint data of one step, treated as immutable
  /// @param <A> the adjoint state, treated as immutable
  /// @param model run by one run at a time, or made for several at once
  public static <S, D, A> ValueAdjoint<S, D, A> of(RecordingModel<S, D, A> model) {
    return ValueAdjoint.ofRecorded(model);
  }

  /// {@return the adjoint of a model with a large mutable state}
  ///
  /// @param model its arrays are what a run works on; one run at a time
  public static InPlaceAdjoint of(InPlaceModel model) {
    return new InPlaceAdjoint(model, RunSettings.none());
  }
}

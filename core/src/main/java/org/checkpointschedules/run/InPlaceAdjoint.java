package org.checkpointschedules.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Replanner;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointStore;

/// An adjoint calculation with an [InPlaceModel], ready to be run: see [Adjoint].
///
/// Immutable: each method returns another one. It may be run any number of times, one at a time,
/// since a run works on the model's own arrays.
public final class InPlaceAdjoint {
  private final InPlaceModel model;
  private final RunSettings settings;

  InPlaceAdjoint(InPlaceModel model, RunSettings settings) {
    this.model = Objects.requireNonNull(model, "model");
    this.settings = settings;
  }

  /// {@return a copy under this schedule} Needed.
  ///
  /// @param schedule one that reverses every step, once
  public InPlaceAdjoint schedule(CheckpointSchedule schedule) {
    return new InPlaceAdjoint(model, settings.withSchedule(schedule));
  }

  /// {@return a copy with files in a folder of its own inside this directory, which is created
  /// where missing} Without this call, inside the system's directory for temporary files. Where
  /// files come into play: see [Adjoint].
  ///
  /// @param directory looked at when the run begins
  public InPlaceAdjoint directory(Path directory) {
    return new InPlaceAdjoint(model, settings.withDirectory(directory));
  }

  /// {@return a copy with this store as a level, in place of the run's own} The run does not close
  /// it, but leaves it empty of what it put there, so that the store can serve another run
  /// afterwards.
  ///
  /// @param level not `TAPE` or `NONE`
  /// @param store no other level's; closed by whoever opened it
  /// @throws InvalidArgumentException if the level is none, or has its store shared with another
  ///   one
  public InPlaceAdjoint store(StorageLocation level, CheckpointStore store) {
    return new InPlaceAdjoint(model, settings.withStore(level, store));
  }

  /// {@return a copy with levels other than `RAM` read and written while the model computes, or
  /// not: see [Adjoint]} Without this call they are.
  ///
  /// @param overlap whether they work in the background
  public InPlaceAdjoint overlap(boolean overlap) {
    return new InPlaceAdjoint(model, settings.withOverlap(overlap));
  }

  /// {@return a copy with another store around that of a level, which compresses, say: one that
  /// gives back every bit} The run closes it.
  ///
  /// A level on the heap, by reference, has none, and is refused by the run.
  ///
  /// @param level not `TAPE` or `NONE`
  /// @param name what tells this encoding from others, with all its parameters: a [Journal] notes
  ///   it and refuses to continue with another one
  /// @param encoding given the level's own store, returns the one that the run uses in its place
  /// @throws InvalidArgumentException if the level is none, or the name is not one line of text
  public InPlaceAdjoint encoding(
      StorageLocation level, String name, UnaryOperator<CheckpointStore> encoding) {
    return new InPlaceAdjoint(
        model, settings.withEncoding(level, new RunSettings.Encoding(name, false, encoding)));
  }

  /// {@return a copy with such a store that loses digits} As [#encoding], but the gradient depends
  /// on which states pass through the level, and so on the schedule. A run that is continued,
  /// healed or planned anew therefore ends in another gradient than an unbroken one, and its report
  /// says so. [#digests()] and [#checked()] are refused, since recomputed states differ.
  ///
  /// @param level not `TAPE` or `NONE`
  /// @param name as in [#encoding]
  /// @param encoding as in [#encoding]
  /// @throws InvalidArgumentException if the level is none, or the name is not one line of text
  public InPlaceAdjoint lossyEncoding(
      StorageLocation level, String name, UnaryOperator<CheckpointStore> encoding) {
    return new InPlaceAdjoint(
        model, settings.withEncoding(level, new RunSettings.Encoding(name, true, encoding)));
  }

  /// {@return a copy watched by this observer, beside any others}
  ///
  /// @param observer called in the thread of the run
  public InPlaceAdjoint observer(RunObserver observer) {
    return new InPlaceAdjoint(model, settings.withObserver(observer));
  }

  /// {@return a copy with this way to go on when checkpoints are lost, `ContinuedPlan` for one} A
  /// checkpoint found damaged when it is read is then recomputed from what is left, and the report
  /// says so.
  ///
  /// @param replanner asked when something was lost, and otherwise not
  public InPlaceAdjoint replanner(Replanner replanner) {
    return new InPlaceAdjoint(model, settings.with(settings.continuity().withReplanner(replanner)));
  }

  /// {@return a copy that goes on with fewer slots where a level takes no more}
  ///
  /// A write that fails, on a full disk for one, ends the run without this; with it, the rest is
  /// planned anew for the slots that the level has taken until then, and the report says so. Needs
  /// a [#replanner], and some slot to be left. What the adjoint state, of a run with a [#journal],
  /// finds no room for is not saved any more.
  public InPlaceAdjoint replanWhenFull() {
    return new InPlaceAdjoint(model, settings.with(settings.continuity().withReplanningWhenFull()));
  }

  /// {@return a copy with a journal, so that the same call continues the run after its death} Needs
  /// a [ResumableModel] and a [#replanner].
  ///
  /// @param journal its folder, and how much time it may take
  public InPlaceAdjoint journal(Journal journal) {
    return new InPlaceAdjoint(model, settings.with(settings.continuity().withJournal(journal)));
  }

  /// {@return a copy with this way to stop it}
  ///
  /// @param control shared with whoever may stop the run, in any thread
  public InPlaceAdjoint control(RunControl control) {
    return new InPlaceAdjoint(model, settings.with(settings.continuity().withControl(control)));
  }

  /// {@return a copy that does not compare recomputed states}
  ///
  /// Without this call, [#digests()] and [#checked()] a run makes a *sampled replay check*: the
  /// state at every k-th step is digested when it is first computed, and compared whenever a
  /// recomputation passes it. A model that is not deterministic, keeps hidden state or was changed
  /// in between ends the run in an [InconsistentModelException] that names the step. k is chosen
  /// while running, such that looks take at most 1 % of the run; where that is less than 32 places,
  /// 32 are looked at, as long as it takes no longer than 0.1 s. The report says at how many places
  /// it looked.
  ///
  /// Takes a segment of the state's size, and a digest for each place. Digests are not journalled:
  /// a continued run compares what it computes itself. Checkpoints that come back other than they
  /// were stored, from an encoding that rounds, say, end the check, and the report says so.
  public InPlaceAdjoint noReplayCheck() {
    return new InPlaceAdjoint(model, settings.with(Checks.NONE));
  }

  /// {@return a copy whose recomputed states may differ from the first ones by rounding, as those
  /// of a sum in the order in which threads finish do} Without this call they must be the same, bit
  /// for bit.
  ///
  /// Two states differ by the largest difference of two numbers of the same place, over the largest
  /// absolute value of all. The replay check then keeps states instead of digests, at fewer places:
  /// up to 64 MiB of them, or one; [#digests()] is no more than that then. The report tells the
  /// largest difference seen. The gradient depends on the schedule by as much as the model makes of
  /// such differences.
  ///
  /// @param tolerance the largest difference allowed, more than 0 and less than 1
  /// @throws InvalidArgumentException if it is out of range; by the run, if it is not known what
  ///   kind of numbers a state consists of
  public InPlaceAdjoint reproducibleTo(double tolerance) {
    return new InPlaceAdjoint(model, settings.with(settings.scrutiny().withTolerance(tolerance)));
  }

  /// {@return a copy that takes restart data for numbers of this type throughout} They can then be
  /// compared by [#reproducibleTo], and be seen not to be finite.
  ///
  /// @param elements what kind of numbers
  /// @throws InvalidArgumentException by the run, if a state is not made of whole numbers
  public InPlaceAdjoint elements(ElementType elements) {
    Objects.requireNonNull(elements, "elements");
    return new InPlaceAdjoint(model, settings.with(settings.scrutiny().with(elements)));
  }

  /// {@return a copy that lets numbers pass that are infinite, or none}
  ///
  /// Without this call states at the places of the replay check are looked at, where it is known
  /// what kind of numbers they are; the first that is seen not to be finite ends the run in a
  /// [NotFiniteException].
  public InPlaceAdjoint allowNotFinite() {
    return new InPlaceAdjoint(model, settings.with(settings.scrutiny().withNotFinite()));
  }

  /// Compares every recomputed state with the first one of its step, by digest: a model that is not
  /// deterministic, keeps hidden state or was changed in between ends the run in an
  /// [InconsistentModelException] that names the first step that differs. Less than [#checked()],
  /// and cheaper.
  ///
  /// Costs a capture and a checksum (CRC-32C) of the state for every forward step, one segment of
  /// the state's size, and 8 bytes per step. Digests are not journalled: a continued run compares
  /// what it computes itself.
  ///
  /// @return a copy that does so
  public InPlaceAdjoint digests() {
    return new InPlaceAdjoint(model, settings.with(Checks.DIGESTS));
  }

  /// Checks the model while it runs: that restart data is complete, that every recomputed step
  /// gives the same state and the same adjoint data as the first time, bit for bit, and that
  /// adjoint steps leave the forward state and their data alone. The first step that fails is an
  /// [InconsistentModelException] that names it. That forward steps leave the adjoint state alone
  /// cannot be seen from outside the model; the gradient checks tell.
  ///
  /// Of a [ResumableModel] it also checks that the adjoint state is complete: at the first, second,
  /// fourth, eighth ... adjoint step, and at the last, the adjoint is saved, taken over the step,
  /// restored, and taken over it again, to the same adjoint; after the last, to the same result,
  /// where the model shows it. So what a model accumulates elsewhere counts some steps twice, and
  /// is found where it shows.
  ///
  /// Costs a capture and a checksum (CRC-32C) of the state for every forward and adjoint step, one
  /// segment of the state's size, and 16 bytes per step; of a [ResumableModel] also some adjoint
  /// steps and captures, as many as the number of steps has binary digits, and four segments of the
  /// adjoint's size. A change that leaves the checksum alike goes unnoticed, one in four billion.
  ///
  /// @return a copy that does so
  public InPlaceAdjoint checked() {
    return new InPlaceAdjoint(model, settings.with(Checks.ALL));
  }

  /// Tries, before a run, what the model promises of its adjoint, on its first step or two: that
  /// adjoint steps leave the forward and their data alone; of a [ResumableModel] also that the
  /// adjoint state is complete, that `initializeAdjoint` starts everything from zero, and that
  /// forward steps leave the adjoint alone. A short adjoint is taken, taken again, and continued
  /// from where it was saved after another one in between; adjoint states are compared, and the
  /// results where the model shows them ([ResumableModel#captureResult]).
  ///
  /// These steps are a run to the model: `initializeAdjoint` comes with the forward at their end.
  /// With [#reproducibleTo], adjoints taken again are compared by their results alone. What
  /// vanishes there, such as the adjoint of a field still at rest, is not seen. Costs four forward
  /// steps, seven adjoint steps, and memory for three states, two of adjoint data, and four of the
  /// adjoint.
  ///
  /// @param steps how many steps a run has, 1 or more
  /// @throws InvalidArgumentException if that is not so, or the model's sizes are not positive
  /// @throws InconsistentModelException if something does not hold
  public void rehearse(long steps) {
    requirePositive("steps", steps);
    requireSizes();
    AdjointRehearsal.of(model, steps, settings.scrutiny());
  }

  /// Runs the model forward and back. The gradient is in the model afterwards.
  ///
  /// @return what the run did, beside what was forecast
  /// @throws InvalidArgumentException before any work, if no schedule was given, or one that
  ///   computes no adjoint, or the model's sizes are not positive, or the directory cannot be
  ///   written to
  /// @throws org.checkpointschedules.IllegalScheduleException if the schedule breaks a rule
  /// @throws InconsistentModelException if the replay check, or [#checked()], finds the model at
  ///   fault
  /// @throws NotFiniteException if a state was seen not to be finite
  /// @throws org.checkpointschedules.store.CheckpointStoreException if a level fails, the journal
  ///   is of another run or in use, or there is too little space
  /// @throws RunStoppedException if the control asked for it
  public RunReport run() {
    settings.requireAdjoint();
    requireSizes();
    settings.requireEntries(model.stateBytes(), model.adjointDataBytes());
    Scrutiny scrutiny = settings.scrutiny();
    scrutiny.requireComparable(scrutiny.elements());
    scrutiny.requireWhole(model.stateBytes());
    if (scrutiny.tolerance() > 0 && settings.checks() == Checks.ALL) {
      scrutiny.requireWhole(model.adjointDataBytes());
    }
    InPlaceModel checked =
        switch (settings.checks()) {
          case NONE, SAMPLED -> model;
          case DIGESTS -> scrutiny.tolerance() > 0 ? model : new DigestedInPlaceModel(model);
          case ALL -> new CheckedInPlaceModel(model, scrutiny, settings.schedule().steps());
        };
    var replay =
        new Replay(
            settings,
            scrutiny.elements(),
            model.stateBytes(),
            settings.mayRound(),
            SampledInPlaceModel.CAUSE);
    InPlaceModel driven =
        settings.checks() == Checks.NONE ? checked : new SampledInPlaceModel(checked, replay);
    if (settings.continuity().journal() != null && !(model instanceof ResumableModel)) {
      throw new InvalidArgumentException(
          "model", model.getClass().getName(), "a ResumableModel, since there is a journal");
    }
    return Execution.run(
        settings,
        null,
        (levels, clock) -> new InPlaceMachine(model, driven, levels, clock),
        null,
        replay::figures);
  }

  /// Measures what a run of this model would be made of, in a few seconds: steps, copies to and
  /// from memory, and the level `DISK` as it is set up here. What a schedule is chosen by, see
  /// `org.checkpointschedules.choose.Choice`. Nothing is kept.
  ///
  /// The model is driven through all its methods, over its first steps; `initializeAdjoint` is
  /// called while the forward stands at one of them. Its states are lost; [#run()] starts from the
  /// beginning as ever. Up to 64 MiB of memory and of disk are used, or three entries where they
  /// take more. First the adjoint is rehearsed ([#rehearse]), since it is taken many times here.
  ///
  /// @param steps how many steps a run has, 2 or more
  /// @return bytes, and medians of seconds
  /// @throws InvalidArgumentException if the model's sizes are not positive, or the directory
  ///   cannot be written to
  /// @throws InconsistentModelException if the rehearsal finds the model at fault
  /// @throws org.checkpointschedules.store.CheckpointStoreException if a level fails
  public RunFigures calibrate(long steps) {
    requireSizes();
    Calibration.requireSteps(steps);
    AdjointRehearsal.of(model, steps, settings.scrutiny());
    return new Calibration(
            settings.alone(),
            null,
            (levels, clock) -> new InPlaceMachine(model, model, levels, clock),
            model.stateBytes(),
            model.adjointDataBytes(),
            steps)
        .measure(List.of(StorageLocation.DISK));
  }

  private void requireSizes() {
    requirePositive("stateBytes", model.stateBytes());
    requirePositive("adjointDataBytes", model.adjointDataBytes());
  }

  private static void requirePositive(String name, long bytes) {
    if (bytes <= 0) {
      throw new InvalidArgumentException(name, bytes, "more than 0");
    }
  }
}

package org.checkpointschedules.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.OnlineCheckpointSchedule;
import org.checkpointschedules.Replanner;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.StateCodec;

/// An adjoint calculation with a model of the value style, ready to be run: see [Adjoint].
///
/// Immutable: each method returns another one. Thread safe as far as the model, the observers and
/// the stores given are; may be run any number of times.
///
/// @param <S> the state
/// @param <D> the adjoint data of one step
/// @param <A> the adjoint state
public final class ValueAdjoint<S, D, A> {
  private final RecordingModel<S, D, A> model;
  private final StateCodec<S> stateCodec;
  private final StateCodec<D> dataCodec;
  private final StateCodec<A> adjointCodec;

  /// Whether D is S and the adjoint data are states, which share a codec.
  private final boolean dataAreStates;

  private final RunSettings settings;

  private ValueAdjoint(
      RecordingModel<S, D, A> model,
      StateCodec<S> stateCodec,
      StateCodec<D> dataCodec,
      StateCodec<A> adjointCodec,
      boolean dataAreStates,
      RunSettings settings) {
    this.model = model;
    this.stateCodec = stateCodec;
    this.dataCodec = dataCodec;
    this.adjointCodec = adjointCodec;
    this.dataAreStates = dataAreStates;
    this.settings = settings;
  }

  static <S, A> ValueAdjoint<S, S, A> ofStates(Model<S, A> model) {
    Objects.requireNonNull(model, "model");
    return new ValueAdjoint<>(new StateAsData<>(model), null, null, null, true, RunSettings.none());
  }

  static <S, D, A> ValueAdjoint<S, D, A> ofRecorded(RecordingModel<S, D, A> model) {
    Objects.requireNonNull(model, "model");
    return new ValueAdjoint<>(model, null, null, null, false, RunSettings.none());
  }

  /// {@return a copy under this schedule} Needed.
  ///
  /// @param schedule one that reverses every step, once
  public ValueAdjoint<S, D, A> schedule(CheckpointSchedule schedule) {
    return with(settings.withSchedule(schedule));
  }

  /// {@return a copy with files in a folder of its own inside this directory, which is created
  /// where missing} Without this call, inside the system's directory for temporary files. Where
  /// files come into play: see [Adjoint].
  ///
  /// @param directory looked at when the run begins
  public ValueAdjoint<S, D, A> directory(Path directory) {
    return with(settings.withDirectory(directory));
  }

  /// {@return a copy with this store as a level, in place of the run's own} The run does not close
  /// it, but leaves it empty of what it put there, so that the store can serve another run
  /// afterwards.
  ///
  /// @param level not `TAPE` or `NONE`
  /// @param store no other level's; closed by whoever opened it
  /// @throws InvalidArgumentException if the level is none, or has its store shared with another
  ///   one
  public ValueAdjoint<S, D, A> store(StorageLocation level, CheckpointStore store) {
    return with(settings.withStore(level, store));
  }

  /// {@return a copy with levels other than `RAM` read and written while the model computes, or
  /// not: see [Adjoint]} Without this call they are.
  ///
  /// @param overlap whether they work in the background
  public ValueAdjoint<S, D, A> overlap(boolean overlap) {
    return with(settings.withOverlap(overlap));
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
  public ValueAdjoint<S, D, A> encoding(
      StorageLocation level, String name, UnaryOperator<CheckpointStore> encoding) {
    return with(settings.withEncoding(level, new RunSettings.Encoding(name, false, encoding)));
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
  public ValueAdjoint<S, D, A> lossyEncoding(
      StorageLocation level, String name, UnaryOperator<CheckpointStore> encoding) {
    return with(settings.withEncoding(level, new RunSettings.Encoding(name, true, encoding)));
  }

  /// {@return a copy watched by this observer, beside any others}
  ///
  /// @param observer called in the thread of the run
  public ValueAdjoint<S, D, A> observer(RunObserver observer) {
    return with(settings.withObserver(observer));
  }

  /// {@return a copy with this way to turn a state into bytes, for levels that store bytes and for
  /// [#checked()]} `double[]` and `float[]` need none.
  ///
  /// @param codec one that keeps every bit, if the gradient is to be that of storing everything
  public ValueAdjoint<S, D, A> codec(StateCodec<S> codec) {
    Objects.requireNonNull(codec, "codec");
    return new ValueAdjoint<>(model, codec, dataCodec, adjointCodec, dataAreStates, settings);
  }

  /// {@return a copy with this way to turn adjoint data into bytes, where it is not the state
  /// itself} `double[]` and `float[]` need none.
  ///
  /// @param codec one that keeps every bit, if the gradient is to be that of storing everything
  public ValueAdjoint<S, D, A> adjointDataCodec(StateCodec<D> codec) {
    Objects.requireNonNull(codec, "codec");
    return new ValueAdjoint<>(model, stateCodec, codec, adjointCodec, dataAreStates, settings);
  }

  /// {@return a copy with this way to go on when checkpoints are lost, `ContinuedPlan` for one} A
  /// checkpoint found damaged when it is read is then recomputed from what is left, and the report
  /// says so.
  ///
  /// @param replanner asked when something was lost, and otherwise not
  public ValueAdjoint<S, D, A> replanner(Replanner replanner) {
    return with(settings.with(settings.continuity().withReplanner(replanner)));
  }

  /// {@return a copy that goes on with fewer slots where a level takes no more}
  ///
  /// A write that fails, on a full disk for one, ends the run without this; with it, the rest is
  /// planned anew for the slots that the level has taken until then, and the report says so. Needs
  /// a [#replanner], and some slot to be left. What the adjoint state, of a run with a [#journal],
  /// finds no room for is not saved any more.
  public ValueAdjoint<S, D, A> replanWhenFull() {
    return with(settings.with(settings.continuity().withReplanningWhenFull()));
  }

  /// {@return a copy with a journal, so that the same call continues the run after its death} Needs
  /// a [#replanner].
  ///
  /// @param journal its folder, and how much time it may take
  public ValueAdjoint<S, D, A> journal(Journal journal) {
    return with(settings.with(settings.continuity().withJournal(journal)));
  }

  /// {@return a copy with this way to stop it}
  ///
  /// @param control shared with whoever may stop the run, in any thread
  public ValueAdjoint<S, D, A> control(RunControl control) {
    return with(settings.with(settings.continuity().withControl(control)));
  }

  /// {@return a copy with this way to turn the adjoint state into bytes: needed with [#journal]}
  ///
  /// @param codec one that keeps every bit, if the gradient is to be that of storing everything
  public ValueAdjoint<S, D, A> adjointCodec(StateCodec<A> codec) {
    Objects.requireNonNull(codec, "codec");
    return new ValueAdjoint<>(model, stateCodec, dataCodec, codec, dataAreStates, settings);
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
  public ValueAdjoint<S, D, A> noReplayCheck() {
    return with(settings.with(Checks.NONE));
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
  public ValueAdjoint<S, D, A> reproducibleTo(double tolerance) {
    return with(settings.with(settings.scrutiny().withTolerance(tolerance)));
  }

  /// {@return a copy that takes the bytes that a state is encoded to for numbers of this type
  /// throughout} They can then be compared by [#reproducibleTo], and be seen not to be finite.
  /// Those of `double[]` and `float[]` are known without.
  ///
  /// @param elements what kind of numbers
  /// @throws InvalidArgumentException by the run, if a state is not made of whole numbers
  public ValueAdjoint<S, D, A> elements(ElementType elements) {
    Objects.requireNonNull(elements, "elements");
    return with(settings.with(settings.scrutiny().with(elements)));
  }

  /// {@return a copy that lets numbers pass that are infinite, or none}
  ///
  /// Without this call states at the places of the replay check, the seed and the gradient are
  /// looked at, where it is known what kind of numbers they are; the first that is seen not to be
  /// finite ends the run in a [NotFiniteException].
  public ValueAdjoint<S, D, A> allowNotFinite() {
    return with(settings.with(settings.scrutiny().withNotFinite()));
  }

  /// Compares every recomputed state with the first one of its step, by digest: a model that is not
  /// deterministic, keeps hidden state or was changed in between ends the run in an
  /// [InconsistentModelException] that names the first step that differs. Less than [#checked()],
  /// and cheaper.
  ///
  /// Costs an encoding and a checksum (CRC-32C) of the state for every forward step, one segment of
  /// the state's size, and 8 bytes per step. Digests are not journalled: a continued run compares
  /// what it computes itself.
  ///
  /// @return a copy that does so
  public ValueAdjoint<S, D, A> digests() {
    return with(settings.with(Checks.DIGESTS));
  }

  /// Checks the model while it runs: that no state is changed after it was handed out, and that
  /// every recomputed step gives the same result as the first time, bit for bit. The first step
  /// that fails is an [InconsistentModelException] that names it. At the first, second, fourth,
  /// eighth ... adjoint step, and at the last, `adjoint` is called twice: it must come to the same,
  /// and leave the adjoint that it was given alone. That is seen where adjoints can be turned into
  /// bytes: `double[]` and `float[]`, or others with an [#adjointCodec].
  ///
  /// Costs two encodings and checksums (CRC-32C) of a state per step, and 8 bytes per step of
  /// memory; and some adjoint steps, as many as the number of steps has binary digits. A change
  /// that leaves the checksum alike goes unnoticed, one in four billion.
  ///
  /// @return a copy that does so
  public ValueAdjoint<S, D, A> checked() {
    return with(settings.with(Checks.ALL));
  }

  /// Computes the gradient.
  ///
  /// @param initial the state at the start of step 0
  /// @param seed the adjoint at the end, from the state at the end: the derivative of the objective
  /// @return the adjoint at the start of step 0, and the report
  /// @throws InvalidArgumentException before any work, if no schedule was given, or one that
  ///   computes no adjoint, or a codec is missing, or the directory cannot be written to
  /// @throws org.checkpointschedules.IllegalScheduleException if the schedule breaks a rule
  /// @throws InconsistentModelException if the replay check, or [#checked()], finds the model at
  ///   fault
  /// @throws NotFiniteException if a state, the seed or the gradient was seen not to be finite
  /// @throws org.checkpointschedules.store.CheckpointStoreException if a level fails, the journal
  ///   is of another run or in use, or there is too little space
  /// @throws RunStoppedException if the control asked for it
  public Gradient<A> run(S initial, Function<? super S, ? extends A> seed) {
    return run(settings, initial, seed, null);
  }

  /// Computes the gradient of a forward whose number of steps shows at its end. The forward given
  /// is run once; the model recomputes its steps, which it must do to the bit (the replay check,
  /// [#digests()] and [#checked()] see that it does), and takes the adjoint back. The schedule of
  /// [#schedule], if any, is not asked.
  ///
  /// Observers are told of the start when the forward has ended, of its actions after that. A
  /// [Journal] is refused: what continues a run is planned for a number of steps. For the same
  /// reason a level that is full before the forward has ended ends the run.
  ///
  /// @param online what to store meanwhile, and how to go on from there
  /// @param initial the state at the start of step 0
  /// @param forward runs the forward
  /// @param seed the adjoint at the end, from the state at the end: the derivative of the objective
  /// @return the adjoint at the start of step 0, and the report
  /// @throws InvalidArgumentException before any work, if the schedule is no online one, a codec is
  ///   missing, there is a journal, or the directory cannot be written to; after the forward, if it
  ///   had no steps
  /// @throws InconsistentModelException if a recomputed step is seen to differ
  /// @throws NotFiniteException if a state, the seed or the gradient was seen not to be finite
  /// @throws org.checkpointschedules.store.CheckpointStoreException if a level fails, or there is
  ///   too little space
  /// @throws RunStoppedException if the control asked for it
  public Gradient<A> run(
      OnlineCheckpointSchedule online,
      S initial,
      OnlineForward<S> forward,
      Function<? super S, ? extends A> seed) {
    Objects.requireNonNull(forward, "forward");
    OnlineSweep.require(online);
    if (settings.continuity().journal() != null) {
      throw new InvalidArgumentException(
          "journal", "given", "none, since the number of steps is not known");
    }
    return run(
        settings.withSchedule(online.ended(1)),
        initial,
        seed,
        (machine, clock, control) ->
            OnlineSweep.play(online, initial, forward, machine, clock, control));
  }

  private Gradient<A> run(
      RunSettings chosen,
      S initial,
      Function<? super S, ? extends A> seed,
      Sweeping<S, D, A> sweeping) {
    Objects.requireNonNull(initial, "initial");
    Objects.requireNonNull(seed, "seed");
    chosen.requireAdjoint();
    requireCodecs();
    var states = new Codec<>("state", stateCodec);
    Codec<D> data =
        dataAreStates && dataCodec == null ? same(states) : new Codec<>("adjoint data", dataCodec);
    Scrutiny scrutiny = chosen.scrutiny();
    if (scrutiny.every() || needsBytes(chosen)) {
      states.of(initial);
    }
    var adjoints = new Codec<>("adjoint", adjointCodec);
    var checks =
        chosen.checks() == Checks.ALL
            ? new CheckedModel<>(model, states, data, adjoints, scrutiny, chosen.schedule().steps())
            : null;
    RecordingModel<S, D, A> checked =
        switch (chosen.checks()) {
          case NONE, SAMPLED -> model;
          case DIGESTS -> scrutiny.tolerance() > 0 ? model : new DigestedModel<>(model, states);
          case ALL -> checks;
        };
    Optional<StateCodec<S>> looking =
        StateCodec.builtIn(initial).or(() -> Optional.ofNullable(stateCodec));
    if (looking.isEmpty()) {
      scrutiny.requireComparable(null);
    }
    boolean looks = chosen.checks() != Checks.NONE && looking.isPresent();
    Replay replay = looks ? replay(chosen, initial, looking.get()) : null;
    RecordingModel<S, D, A> driven =
        looks ? new SampledModel<>(checked, looking.get(), replay) : checked;
    scrutiny.requireFinite("initial state", initial);
    // The machine is made inside the run, and its result is wanted after it.
    var made =
        new Object() {
          ValueMachine<S, D, A> machine;
          long steps = chosen.schedule().steps();
        };
    OnlineSweep.Play play =
        sweeping == null
            ? null
            : (clock, control) -> {
              OnlineSweep.Swept swept = sweeping.play(made.machine, clock, control);
              made.steps = swept.schedule().steps();
              return swept;
            };
    RunReport report =
        Execution.run(
            chosen,
            StorageLocation.RAM,
            (levels, clock) ->
                made.machine =
                    new ValueMachine<>(
                        driven,
                        initial,
                        scrutiny.finite(
                            "adjoint seed",
                            checks == null ? seed : checks.checking(seed, () -> made.steps)),
                        states,
                        data,
                        adjoints,
                        levels,
                        clock,
                        new Growth(chosen.schedule().entryBytes())),
            play,
            () ->
                replay != null
                    ? replay.figures()
                    : ReplayFigures.none(
                        chosen.checks() == Checks.NONE
                            ? "off"
                            : "nothing compared, since there is no codec for "
                                + initial.getClass().getTypeName()));
    scrutiny.requireFinite("gradient", made.machine.adjoint());
    return new Gradient<>(made.machine.adjoint(), report);
  }

  private Replay replay(RunSettings chosen, S initial, StateCodec<S> looking) {
    ElementType elements = ElementType.of(initial);
    if (elements == null) {
      elements = chosen.scrutiny().elements();
    }
    long bytes = looking.bytes(initial);
    chosen.scrutiny().requireComparable(elements);
    chosen.scrutiny().requireWhole(bytes);
    return new Replay(
        chosen,
        elements,
        bytes,
        chosen.mayRound() || (stateCodec != null && stateCodec != looking),
        SampledModel.CAUSE);
  }

  /// The forward of an online run, once there is a machine.
  private interface Sweeping<S, D, A> {
    OnlineSweep.Swept play(ValueMachine<S, D, A> machine, PhaseClock clock, RunControl control);
  }

  /// Measures what a run of this model would be made of: see [InPlaceAdjoint#calibrate(long)]. The
  /// adjoint is seeded with the state after a few steps.
  ///
  /// @param initial the state at the start of step 0
  /// @param seed the adjoint at the end, from the state there
  /// @param steps how many steps a run has, 2 or more
  /// @return bytes, and medians of seconds
  /// @throws InvalidArgumentException if a codec is missing, or the directory cannot be written to
  public RunFigures calibrate(S initial, Function<? super S, ? extends A> seed, long steps) {
    Objects.requireNonNull(initial, "initial");
    Objects.requireNonNull(seed, "seed");
    Calibration.requireSteps(steps);
    var states = new Codec<>("state", stateCodec);
    Codec<D> data =
        dataAreStates && dataCodec == null ? same(states) : new Codec<>("adjoint data", dataCodec);
    D recorded = model.record(0, initial).adjointData();
    return new Calibration(
            settings.alone(),
            StorageLocation.RAM,
            (levels, clock) ->
                new ValueMachine<>(
                    model,
                    initial,
                    seed,
                    states,
                    data,
                    new Codec<>("adjoint", adjointCodec),
                    levels,
                    clock,
                    new Growth(Optional.empty())),
            states.of(initial).bytes(initial),
            data.of(recorded).bytes(recorded),
            steps)
        .measure(List.of(StorageLocation.DISK));
  }

  /// A run that continues another meets bytes before it meets a value.
  private void requireCodecs() {
    if (settings.continuity().journal() == null) {
      return;
    }
    if (adjointCodec == null) {
      throw new InvalidArgumentException(
          "adjoint codec", "not given", "adjointCodec(...), since there is a journal");
    }
    if (!dataAreStates && dataCodec == null) {
      throw new InvalidArgumentException(
          "adjoint data codec", "not given", "adjointDataCodec(...), since there is a journal");
    }
  }

  private static boolean needsBytes(RunSettings settings) {
    return settings.schedule().entryBytes().isPresent()
        || settings.schedule().levels().stream()
            .anyMatch(level ->
                !level.location().equals(StorageLocation.RAM)
                    || settings.stores().containsKey(StorageLocation.RAM));
  }

  /// D is S here, which the type system is not told.
  @SuppressWarnings("unchecked")
  private Codec<D> same(Codec<S> states) {
    return (Codec<D>) (Codec<?>) states;
  }

  private ValueAdjoint<S, D, A> with(RunSettings changed) {
    return new ValueAdjoint<>(model, stateCodec, dataCodec, adjointCodec, dataAreStates, changed);
  }
}

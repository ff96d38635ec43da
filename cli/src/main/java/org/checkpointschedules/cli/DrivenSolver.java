package org.checkpointschedules.cli;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.examples.Check;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.Outcome;
import org.checkpointschedules.examples.Resume;
import org.checkpointschedules.examples.Storage;
import org.checkpointschedules.examples.arrays.NumberArray;
import org.checkpointschedules.foreign.Declaration;
import org.checkpointschedules.foreign.ProcessModel;
import org.checkpointschedules.foreign.SolverCommand;
import org.checkpointschedules.foreign.SolverException;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.ElementType;
import org.checkpointschedules.run.InPlaceAdjoint;
import org.checkpointschedules.run.InconsistentModelException;
import org.checkpointschedules.run.Journal;
import org.checkpointschedules.run.ResumableModel;
import org.checkpointschedules.run.RunObserver;
import org.checkpointschedules.run.RunReport;

/// An external solver where the command line has its examples.
final class DrivenSolver implements Example {
  private static final long PIECE = 1 << 20;

  private final ProcessModel model;
  private final Declaration declaration;
  private final boolean checked;
  private final OptionalLong taylor;
  private final boolean resumed;
  private Optional<SolverRehearsal> rehearsal = Optional.empty();

  private DrivenSolver(ProcessModel model, boolean checked, OptionalLong taylor, boolean resumed) {
    this.model = model;
    this.checked = checked;
    this.taylor = taylor;
    this.resumed = resumed;
    declaration = model.declaration();
  }

  /// @param taylor of how many steps a test of the gradient is asked for
  /// @param resumed whether runs keep a journal, which remembers what was rehearsed
  static DrivenSolver start(
      SolverCommand command, boolean checked, OptionalLong taylor, boolean resumed) {
    ProcessModel model = working(() -> ProcessModel.start(command));
    var driven = new DrivenSolver(model, checked, taylor, resumed);
    long most = Integer.MAX_VALUE - 8;
    if (driven.numbers() > most) {
      model.close();
      throw new InvalidArgumentException(
          "gradient", "of " + driven.numbers() + " numbers", "at most " + most);
    }
    return driven;
  }

  private long numbers() {
    return declaration.gradientBytes() / declaration.elementBytes();
  }

  private static <T> T working(Supplier<T> work) {
    return working(work, "");
  }

  private static <T> T working(Supplier<T> work, String consequence) {
    try {
      return work.get();
    } catch (SolverException e) {
      List<String> lines = e.getMessage().lines().map(String::strip).toList();
      throw new WorkFailed(
          "the run broke off: " + lines.getFirst() + consequence, lines.subList(1, lines.size()));
    } catch (InconsistentModelException e) {
      throw new WorkFailed(
          "the run broke off: " + SolverRehearsal.inTheWordsOfTheProtocol(Main.oneLine(e)));
    }
  }

  @Override
  public String name() {
    return "drive";
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s: %d steps, bytes: state %,d, adjoint data %,d, adjoint state %,d; gradient of %,d"
            + " numbers",
        declaration.name(),
        steps(),
        stateBytes(),
        adjointDataBytes(),
        declaration.adjointBytes(),
        numbers());
  }

  @Override
  public long steps() {
    return declaration.steps();
  }

  @Override
  public int adjoints() {
    return 1;
  }

  @Override
  public int elementBytes() {
    return declaration.elementBytes();
  }

  @Override
  public long stateBytes() {
    return declaration.stateBytes();
  }

  @Override
  public long adjointDataBytes() {
    return declaration.dataBytes();
  }

  @Override
  public long gradientBytes() {
    return declaration.gradientBytes();
  }

  @Override
  public boolean image() {
    return false;
  }

  @Override
  public RunFigures calibrate(Storage storage) {
    return working(() -> storage.keep(Adjoint.of(model)).calibrate(steps()));
  }

  /// @param last not called: a solver's state is opaque here, and `drive` refuses to show it
  @Override
  public Outcome run(
      CheckpointSchedule schedule,
      Storage storage,
      List<? extends RunObserver> observers,
      Optional<Resume> resume,
      Consumer<NumberArray> last) {
    InPlaceAdjoint adjoint = storage.keep(Adjoint.of(model).schedule(schedule));
    if (declaration.stateElementBytes() > 0 || storage.checking().reproducibleTo().isPresent()) {
      adjoint = adjoint.elements(elements());
    }
    if (checked) {
      adjoint = adjoint.checked();
    }
    for (RunObserver observer : observers) {
      adjoint = adjoint.observer(observer);
    }
    if (resume.isPresent()) {
      Journal journal = journal(storage);
      if (rehearsal.isPresent()) {
        journal = journal.noteRehearsed(rehearsal.get().noted(taylor));
      }
      adjoint = resume.get().keep(adjoint, journal);
    }
    InPlaceAdjoint ready = adjoint;
    RunReport report = working(ready::run);
    var gradient = new double[Math.toIntExact(numbers())];
    double objective =
        working(
            () -> model.gradient(segment -> copy(segment, declaration.elementBytes(), gradient)),
            resume.isPresent()
                ? "; the finished run is kept in %s: the same command asks again, and computes nothing again"
                    .formatted(journal(storage).folder())
                : "");
    storage.checking().requireFinite("gradient", gradient);
    return new Outcome(
        objective,
        new NumberArray(gradient, elementBytes(), gradient.length),
        "%,d numbers".formatted(numbers()),
        List.of(withTime(report)),
        Optional.empty(),
        resume.stream().map(_ -> journal(storage)).toList());
  }

  /// The report, with what the rehearsal took beside it.
  private RunReport withTime(RunReport report) {
    long nanos = rehearsal.map(SolverRehearsal::nanos).orElse(0L);
    return nanos == 0
        ? report
        : report.noting(
            String.format(
                Locale.ROOT,
                "before it the rehearsal took %.3f s, %.1f %% of the time of both",
                nanos / 1e9,
                100.0 * nanos / (nanos + report.elapsedNanos())));
  }

  private Journal journal(Storage storage) {
    return Journal.in(Resume.directory(storage.directory()), name(), fingerprint());
  }

  private static void copy(MemorySegment segment, int elementBytes, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] =
          elementBytes == Double.BYTES
              ? segment.getAtIndex(JAVA_DOUBLE, i)
              : segment.getAtIndex(JAVA_FLOAT, i);
    }
  }

  /// What its state consists of; where the solver did not say, it is taken for numbers of the
  /// gradient's type where numbers are compared.
  private ElementType elements() {
    int declared = declaration.stateElementBytes();
    int bytes = declared > 0 ? declared : elementBytes();
    return bytes == Double.BYTES ? ElementType.FLOAT64 : ElementType.FLOAT32;
  }

  /// The control belongs to it: what a run of another one left is not continued.
  private byte[] fingerprint() {
    byte[] declared = declaration.toString().getBytes(StandardCharsets.UTF_8);
    if (!declaration.hasControl()) {
      return declared;
    }
    var digest = new CRC32C();
    model.readControl(segment -> digest(segment, digest));
    return (declaration + " " + digest.getValue()).getBytes(StandardCharsets.UTF_8);
  }

  private static void digest(MemorySegment segment, CRC32C digest) {
    for (long at = 0; at < segment.byteSize(); at += PIECE) {
      digest.update(segment.asSlice(at, Math.min(PIECE, segment.byteSize() - at)).asByteBuffer());
    }
  }

  @Override
  public List<Check> verify(LongFunction<? extends CheckpointSchedule> schedules, Storage storage) {
    if (resumed) {
      rehearsal =
          SolverRehearsal.remembered(working(() -> journal(storage).rehearsed()), model, taylor);
    }
    if (rehearsal.isEmpty()) {
      OptionalDouble tolerance = storage.checking().reproducibleTo();
      var tried =
          new SolverRehearsal.Tried(
              model,
              stoppable(storage),
              elements(),
              tolerance.orElse(0),
              storage.checking().notFinite(),
              storage.control());
      rehearsal = Optional.of(working(() -> SolverRehearsal.of(tried, taylor)));
    }
    return rehearsal.get().checks();
  }

  @Override
  public Optional<String> caveat() {
    return rehearsal.flatMap(SolverRehearsal::caveat);
  }

  private ResumableModel stoppable(Storage storage) {
    return storage.control().<ResumableModel>map(by -> new StoppableModel(model, by)).orElse(model);
  }

  @Override
  public void close() {
    model.close();
  }
}

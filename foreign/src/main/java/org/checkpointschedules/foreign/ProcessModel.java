package org.checkpointschedules.foreign;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.foreign.SolverException.Fault;
import org.checkpointschedules.run.ResumableModel;

/// A solver in a process of its own, in any language, as a model: it is told what to do by lines on
/// its standard input, answers by lines on its standard output, and exchanges its states through
/// mapped memory. The protocol is `docs/solver-protocol.md`.
///
/// ```java
/// try (var solver = ProcessModel.start(SolverCommand.of(List.of("./burgers", "u0.txt")))) {
///   Adjoint.of(solver).schedule(schedule).run();
///   double objective = solver.gradient(segment -> ...);
/// }
/// ```
///
/// Stores, budgets, checksums, journals are those of any other [ResumableModel]. What the solver
/// can reach are four slots, each of one entry: it writes a checkpoint there, and we copy it away;
/// so it cannot damage one that it has given out.
///
/// Memory: one restart checkpoint, one of adjoint data, one adjoint state and one gradient, beside
/// what the schedule holds; where the solver declares its control, that as well. Cost of a call:
/// two messages through pipes, tens of microseconds; of a checkpoint, one more copy (see
/// `bench/README.md`).
///
/// A solver that dies, hangs, answers nonsense or `error`, or writes behind the end of a slot ends
/// the run in a [SolverException]; then it has been killed with its process group, and nothing of
/// it is left. One thread at a time. Needs a POSIX system, and native access for this library
/// (`--enable-native-access`), by which it ends the group.
public final class ProcessModel implements ResumableModel, AutoCloseable {
  private final SolverProcess process;
  private final Declaration declaration;
  private final List<Slot> slots = new ArrayList<>();
  private final Slot state;
  private final Slot data;
  private final Slot adjoint;
  private final Slot gradient;

  /// Null where the solver declares none.
  private final Slot control;

  /// Whether the solver has read its control as it is now.
  private boolean controlled;

  private ProcessModel(SolverCommand command, SolverProcess process) {
    this.process = process;
    String hello =
        command.steps().isPresent() ? "hello 1 steps " + command.steps().getAsLong() : "hello 1";
    declaration =
        Handshake.read(
            process.ask(hello, Handshake::expects),
            what -> process.fail(Fault.NONSENSE, hello, what));
    process.settled();
    command
        .steps()
        .ifPresent(asked -> {
          if (asked != declaration.steps()) {
            throw new InvalidArgumentException(
                "steps", asked, "the " + declaration.steps() + " that the solver declares");
          }
        });
    SlotRoom.require(
        command.slots(),
        declaration.stateBytes(),
        declaration.dataBytes(),
        declaration.adjointBytes(),
        declaration.gradientBytes(),
        declaration.controlBytes());
    try {
      state = announce("state", declaration.stateBytes(), command);
      data = announce("data", declaration.dataBytes(), command);
      adjoint = announce("adjoint", declaration.adjointBytes(), command);
      gradient = announce("gradient", declaration.gradientBytes(), command);
      control =
          declaration.hasControl()
              ? announce("control", declaration.controlBytes(), command)
              : null;
    } catch (RuntimeException e) {
      slots.forEach(Slot::close);
      throw e;
    }
  }

  /// Starts a solver, which says what it is and maps its slots.
  ///
  /// @param command how to start it
  /// @return the model, at whose command the solver is
  /// @throws InvalidArgumentException if it cannot be started, declares sizes that make no sense or
  ///   another number of steps than it was asked for, or its slots do not fit into their folder
  /// @throws SolverException if it does not do what the protocol says
  public static ProcessModel start(SolverCommand command) {
    SolverProcess process = SolverProcess.start(command);
    try {
      return new ProcessModel(command, process);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private Slot announce(String name, long bytes, SolverCommand command) {
    Slot slot = Slot.make(name, bytes, command.slots());
    slots.add(slot);
    tell(slot.announcement());
    slot.unname();
    return slot;
  }

  /// {@return what the solver said of itself}
  public Declaration declaration() {
    return declaration;
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
  public long adjointBytes() {
    return declaration.adjointBytes();
  }

  @Override
  public void initialize() {
    tell("initialize");
    controlled = true;
  }

  @Override
  public void advance(long n0, long n1) {
    tell("advance " + n0 + " " + n1);
  }

  @Override
  public void record(long step, MemorySegment adjointData) {
    take("record " + step, data, adjointData);
  }

  @Override
  public void initializeAdjoint() {
    touching("initialize-adjoint", adjoint::unset);
    tell("initialize-adjoint");
  }

  @Override
  public void reverse(long step, MemorySegment adjointData) {
    give("reverse " + step, data, adjointData);
  }

  @Override
  public void capture(MemorySegment to) {
    take("capture", state, to);
  }

  @Override
  public void restore(long step, MemorySegment from) {
    requireControlled();
    give("restore " + step, state, from);
  }

  @Override
  public void captureAdjoint(MemorySegment to) {
    take("capture-adjoint", adjoint, to);
  }

  @Override
  public void restoreAdjoint(long step, MemorySegment from) {
    requireControlled();
    give("restore-adjoint " + step, adjoint, from);
  }

  /// A solver reads its control when it is initialized: so it is, before it goes on with anything
  /// else.
  private void requireControlled() {
    if (control != null && !controlled) {
      initialize();
    }
  }

  /// Shows the control: what the solver left there when it was started, or what was written since.
  ///
  /// @param reader reads the segment that it is given, of the declared size, read-only and valid
  ///   until it returns
  /// @throws InvalidArgumentException if the solver declares no control
  public void readControl(Consumer<MemorySegment> reader) {
    reader.accept(control().asReadOnly());
  }

  /// Changes the control, which takes effect with the next [#initialize()]. A run that is continued
  /// from a [org.checkpointschedules.run.Journal] must have the same one, and its bytes belong to
  /// the journal's parameters.
  ///
  /// @param writer writes into the segment that it is given, of the declared size, valid until it
  ///   returns
  /// @throws InvalidArgumentException if the solver declares no control
  public void writeControl(Consumer<MemorySegment> writer) {
    writer.accept(control());
    controlled = false;
  }

  private MemorySegment control() {
    if (control == null) {
      throw new InvalidArgumentException(
          "control of " + declaration.name(), "not declared", "one that the solver declares");
    }
    return control.data();
  }

  /// Ends a solver that wrote into its control.
  void requireControl(MemorySegment expected) {
    if (control().mismatch(expected) >= 0) {
      throw process.fail(
          Fault.NONSENSE, "gradient", "has written into the slot 'control', which is ours");
    }
  }

  @Override
  public long resultBytes() {
    return declaration.gradientBytes();
  }

  @Override
  public double captureResult(MemorySegment to) {
    Declaration.requireSize("gradient", to.byteSize(), declaration.gradientBytes());
    return gradient(to::copyFrom);
  }

  /// Asks for the gradient, after the last adjoint step.
  ///
  /// @param reader reads the segment that it is given, of the declared size, read-only and valid
  ///   until it returns
  /// @return the value of the objective
  public double gradient(Consumer<MemorySegment> reader) {
    String question = "gradient";
    touching(question, gradient::unset);
    List<String> lines = process.ask(question, line -> line.startsWith("objective "));
    requireIntact(question);
    double objective = objective(question, lines);
    touching(question, () -> reader.accept(gradient.data().asReadOnly()));
    return objective;
  }

  private double objective(String question, List<String> lines) {
    if (lines.size() == 1) {
      try {
        double objective = Double.parseDouble(lines.getFirst().substring("objective ".length()));
        if (Double.isFinite(objective)) {
          return objective;
        }
      } catch (NumberFormatException _) {
        // Refused below, like a number that is not finite.
      }
    }
    throw process.fail(
        Fault.NONSENSE,
        question,
        "answered %s, where the protocol has one line 'objective' with a finite number"
            .formatted(lines.isEmpty() ? "'ok'" : Answers.quoted(String.join(", ", lines))));
  }

  private void tell(String question) {
    process.ask(question);
    requireIntact(question);
  }

  private void take(String question, Slot slot, MemorySegment to) {
    Declaration.requireSize(slot.name(), to.byteSize(), slot.data().byteSize());
    tell(question);
    touching(question, () -> to.copyFrom(slot.data()));
  }

  private void give(String question, Slot slot, MemorySegment from) {
    Declaration.requireSize(slot.name(), from.byteSize(), slot.data().byteSize());
    touching(question, () -> slot.data().copyFrom(from));
    tell(question);
  }

  private void requireIntact(String question) {
    for (Slot slot : slots) {
      if (!slot.isWhole()) {
        throw truncated(question);
      }
    }
    touching(question, () -> requireNoOverrun(question));
  }

  /// A solver may cut a slot short at any time, whatever was seen before.
  private void touching(String question, Runnable memory) {
    try {
      memory.run();
    } catch (InternalError e) {
      SolverException fault = truncated(question);
      fault.addSuppressed(e);
      throw fault;
    }
  }

  private SolverException truncated(String question) {
    return process.fail(
        Fault.TRUNCATED, question, "cut short the file of a slot, which is not its to change");
  }

  private void requireNoOverrun(String question) {
    for (Slot slot : slots) {
      if (!slot.isIntact()) {
        throw process.fail(
            Fault.OVERRUN,
            question,
            "wrote behind the end of the slot '%s' of %,d bytes"
                .formatted(slot.name(), slot.data().byteSize()));
      }
    }
  }

  /// Ends the solver, and gives its slots back. Afterwards the model cannot be used.
  @Override
  public void close() {
    try {
      process.close();
    } finally {
      slots.forEach(Slot::close);
    }
  }
}

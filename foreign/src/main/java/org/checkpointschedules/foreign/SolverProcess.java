package org.checkpointschedules.foreign;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.foreign.SolverException.Fault;

/// A solver's process: one question, one answer, each within the time limit. After the first fault
/// the process is gone, and every question meets the same fault.
final class SolverProcess implements AutoCloseable {
  /// How long a solver that was told to end may take to.
  private static final long LEAVING_MILLIS = 5_000;

  /// How long after the end of its standard output a process may take to end.
  private static final long DYING_MILLIS = 1_000;

  /// How long what a dead process wrote may take to arrive.
  private static final long DRAINING_MILLIS = 500;

  /// More than any answer has.
  private static final int MOST_LINES = 16;

  private final SolverCommand command;
  private final Process process;
  private final ProcessGroup group;
  private final OutputStream questions;
  private final Answers answers;
  private final LastLines messages;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::endWithTheJvm, "end the solver");
  private SolverException failure;
  private long asked;

  private SolverProcess(SolverCommand command, Process process) {
    this.command = command;
    this.process = process;
    group = new ProcessGroup(process);
    questions = process.getOutputStream();
    answers = new Answers(process.getInputStream());
    messages = new LastLines(process.getErrorStream());
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// @throws InvalidArgumentException if the program cannot be started
  static SolverProcess start(SolverCommand command) {
    try {
      return new SolverProcess(
          command, new ProcessBuilder(ProcessGroup.leading(command.words())).start());
    } catch (IOException e) {
      throw new InvalidArgumentException(
          "solver",
          "'%s' (%s)".formatted(command.words().getFirst(), e.getMessage()),
          "a program that can be started");
    }
  }

  /// Asks, and waits for `ok`.
  List<String> ask(String question) {
    return ask(question, _ -> false);
  }

  /// Asks, and waits for `ok`; the lines before it.
  ///
  /// @param expected whether the answer may contain such a line
  List<String> ask(String question, Predicate<String> expected) {
    if (failure != null) {
      throw failure;
    }
    String unasked = answers.unasked();
    if (unasked != null) {
      throw fail(
          Fault.NONSENSE,
          question,
          "said %s without being asked".formatted(Answers.quoted(unasked)));
    }
    try {
      send(question);
    } catch (IOException _) {
      throw died(question);
    }
    String ok = "ok " + asked;
    long limit = nanos();
    long end = System.nanoTime() + limit;
    var lines = new ArrayList<String>();
    while (true) {
      Optional<String> answer = next(end);
      if (answer == null) {
        throw fail(
            Fault.HUNG,
            question,
            "did not answer within %s s, and was ended".formatted(seconds(limit)));
      }
      if (answer.isEmpty()) {
        throw died(question);
      }
      String line = answer.get();
      if (line.equals(ok)) {
        return lines;
      } else if (line.equals("error") || line.startsWith("error ")) {
        throw fail(
            Fault.REFUSED,
            question,
            "answered " + Answers.printable(line.substring(0, Math.min(line.length(), 400))));
      } else if (lines.size() < MOST_LINES
          && line.length() < Answers.LONGEST
          && expected.test(line)) {
        lines.add(line);
      } else {
        throw fail(
            Fault.NONSENSE,
            question,
            "answered %s where the protocol has '%s'".formatted(Answers.quoted(line), ok));
      }
    }
  }

  /// The next line, the end, or null when there was none until then. A process may have died while
  /// one that it started holds on to its standard output: that is the end too.
  private Optional<String> next(long end) {
    while (true) {
      boolean alive = process.isAlive();
      long left = Math.max(0, end - System.nanoTime());
      long slice = TimeUnit.MILLISECONDS.toNanos(DYING_MILLIS);
      Optional<String> answer = answers.next(Math.min(left, slice));
      if (answer != null || left <= slice && alive) {
        return answer;
      }
      if (!alive) {
        return Optional.empty();
      }
    }
  }

  /// Knows by now that the solver is running, and can ask for its group.
  void settled() {
    group.look();
  }

  /// Ends everything because of this fault.
  SolverException fail(Fault fault, String question, String what) {
    group.kill();
    Waiting.upTo(
        TimeUnit.MILLISECONDS.toNanos(LEAVING_MILLIS),
        left -> process.waitFor(left, TimeUnit.NANOSECONDS));
    failure =
        new SolverException(
            fault,
            question,
            "the solver %s, at '%s', %s"
                .formatted(
                    Answers.printable(command.words().getFirst()),
                    Answers.printable(question),
                    what),
            messages.after(DRAINING_MILLIS));
    return failure;
  }

  private void send(String question) throws IOException {
    questions.write((++asked + " " + question + "\n").getBytes(StandardCharsets.UTF_8));
    questions.flush();
  }

  private SolverException died(String question) {
    boolean ended =
        Waiting.upTo(
            TimeUnit.MILLISECONDS.toNanos(DYING_MILLIS),
            left -> process.waitFor(left, TimeUnit.NANOSECONDS));
    if (!ended) {
      return fail(Fault.NONSENSE, question, "closed its standard output");
    }
    int status = process.exitValue();
    // The JDK adds 128 to a signal, of which there are 64; a shell does the same.
    String how =
        status > 128 && status <= 128 + 64
            ? "was killed by signal " + (status - 128)
            : "ended by itself with status " + status;
    return fail(Fault.DIED, question, how);
  }

  private long nanos() {
    try {
      return command.timeLimit().toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE / 2;
    }
  }

  private static String seconds(long nanos) {
    return java.math.BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
  }

  /// Tells the solver to end, and ends what does not.
  @Override
  public void close() {
    if (closed.getCount() == 0) {
      return;
    }
    if (failure == null) {
      try {
        send("quit");
        questions.close();
      } catch (IOException _) {
        // It has ended already.
      }
      Waiting.upTo(
          Math.min(nanos(), TimeUnit.MILLISECONDS.toNanos(LEAVING_MILLIS)),
          left -> process.waitFor(left, TimeUnit.NANOSECONDS));
      failure = new SolverException(Fault.DIED, "quit", "the solver was told to end", List.of());
    }
    group.kill();
    answers.close();
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is shutting down, so the hook runs anyway.
    }
  }

  private void endWithTheJvm() {
    Waiting.upTo(command.patience().toNanos(), left -> closed.await(left, TimeUnit.NANOSECONDS));
    if (closed.getCount() > 0) {
      group.kill();
    }
  }
}

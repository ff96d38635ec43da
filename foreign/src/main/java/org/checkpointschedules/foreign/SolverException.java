package org.checkpointschedules.foreign;

import java.util.List;
import java.util.stream.Collectors;

/// A solver in a process of its own did not do its part. The process has been ended, with all that
/// it started, and its slots are gone.
public final class SolverException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Lines of standard error that a message shows, at most.
  private static final int SHOWN = 5;

  /// What went wrong.
  public enum Fault {
    /// The process ended before it was told to.
    DIED,
    /// No answer came within the time limit.
    HUNG,
    /// It said something that the protocol has no place for, or spoke when it was not asked.
    NONSENSE,
    /// It answered `error`.
    REFUSED,
    /// It wrote behind the end of a slot.
    OVERRUN,
    /// It cut a slot's file short.
    TRUNCATED
  }

  /// What went wrong.
  private final Fault fault;

  /// Of the protocol.
  private final String command;

  /// Not a `List`, whose kind may not be serializable.
  private final String[] lastLines;

  SolverException(Fault fault, String command, String what, List<String> lastLines) {
    super(what + words(lastLines));
    this.fault = fault;
    this.command = command;
    this.lastLines = lastLines.toArray(String[]::new);
  }

  private static String words(List<String> lines) {
    return lines.isEmpty()
        ? ""
        : "; it last wrote to standard error:"
            + lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()).stream()
                .map(line -> "\n  " + line)
                .collect(Collectors.joining());
  }

  /// {@return what went wrong}
  public Fault fault() {
    return fault;
  }

  /// {@return the command of the protocol that it was at}
  public String command() {
    return command;
  }

  /// {@return the last lines of its standard error, at most 20, each cut after 400 characters}
  public List<String> lastLines() {
    return List.of(lastLines);
  }
}

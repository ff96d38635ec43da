package org.checkpointschedules.testkit.campaign;

/// What is done to a run.
enum Fault {
  KILL("SIGKILL at a random instant, up to three times"),
  KILL_PASSING("SIGKILL of a run without a journal, then another run in the directory"),
  BIT_FLIP("SIGKILL, then a flipped bit in a slot file or adjoint state"),
  BIT_FLIP_IN_JOURNAL("SIGKILL, then a flipped bit in the journal"),
  TRUNCATION("SIGKILL, then a truncated file"),
  EXCHANGE("SIGKILL, then two files exchanged"),
  DELETION("SIGKILL, then a file deleted"),
  FLIP_WHILE_RUNNING("bits flipped in slot files under the run"),
  NO_SPACE("writes fail with no space left, from a random one on"),
  IO_ERROR("a random write fails with an I/O error"),
  SHORT_WRITES("every write comes short, and SIGKILL"),
  FOLDER_REMOVED("the folder removed under the run"),
  RACE("two processes at once in one directory"),
  CLOCK("a clock that jumps by hours, and SIGKILL"),
  OUTPUT_FAILS("the result cannot be written, then the same command"),
  INTERRUPT("an interrupt at a random instant"),
  FOREIGN("SIGKILL, then pipes, links, sparse and foreign files, a marker lost or damaged"),
  ADJOINT_INCOMPLETE("a model whose saved adjoint is not all of it, under `checked`"),
  LATE_STATE("a model with hidden forward state that acts late");

  final String words;

  Fault(String words) {
    this.words = words;
  }
}

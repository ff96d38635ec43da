package org.checkpointschedules.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a command did, run within this process.
///
/// @param status its exit status
/// @param out what it wrote to standard output
/// @param err what it wrote to standard error
record Cli(int status, String out, String err) {

  static Cli run(String... args) {
    return withInput("", args);
  }

  /// The words of a command line, split at blanks.
  static Cli line(String words) {
    return run(words.strip().split("\\s+"));
  }

  static Cli withInput(String input, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    var streams = new Streams(in, out, new PrintStream(err, true, StandardCharsets.UTF_8), false);
    int status = Main.run(streams, args);
    return new Cli(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  List<String> lines() {
    return out.lines().toList();
  }
}

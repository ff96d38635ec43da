package org.checkpointschedules.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  /// The command in a JVM of its own.
  ///
  /// @param environment what differs from this process's
  static Cli process(Map<String, String> environment, List<String> jvm, String... args)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(jvm);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName()));
    command.addAll(List.of(args));
    Path err = Files.createTempFile("err", ".txt");
    try {
      var builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Cli(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }

  List<String> lines() {
    return out.lines().toList();
  }
}

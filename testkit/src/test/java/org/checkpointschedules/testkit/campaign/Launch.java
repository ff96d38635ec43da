package org.checkpointschedules.testkit.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One process of a victim, from its start to its end.
final class Launch {
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final BufferedReader output;
  private final List<String> lines = new ArrayList<>();
  private final Path gradient;

  private Launch(Process process, Path gradient) {
    this.process = process;
    this.gradient = gradient;
    output = process.inputReader();
  }

  /// Starts a victim, and waits until it says that it has started.
  static Launch start(
      String classPath, Path directory, Path gradient, boolean journal, List<String> properties)
      throws IOException {
    Files.deleteIfExists(gradient);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-Xmx128m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(properties);
    command.addAll(List.of("-cp", classPath, Victim.class.getName()));
    command.addAll(List.of(directory.toString(), gradient.toString()));
    command.addAll(List.of(journal ? "journal" : "passing", "0.1"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var launch = new Launch(process, gradient);
    String line;
    do {
      line = launch.output.readLine();
      if (line != null) {
        launch.lines.add(line);
      }
    } while (line != null && !line.equals("started"));
    return launch;
  }

  /// Kills it after so many milliseconds, unless it has ended by then; whether it was killed.
  boolean kill(long afterMillis) throws InterruptedException {
    boolean ended = process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    process.waitFor();
    return !ended;
  }

  boolean running() {
    return process.isAlive();
  }

  /// Waits for its end.
  Launch end() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the victim hangs");
    }
    output.lines().forEach(lines::add);
    return this;
  }

  /// Whether it ended well, with this gradient.
  boolean done(byte[] expected) throws IOException {
    return process.exitValue() == 0
        && Files.exists(gradient)
        && java.util.Arrays.equals(expected, Files.readAllBytes(gradient))
        && lines.stream().noneMatch(line -> line.startsWith("differs"));
  }

  /// Whether it ended in an error of a promised kind.
  boolean refused() {
    return process.exitValue() == Victim.TYPED
        && lines.stream().anyMatch(line -> line.startsWith("error "));
  }

  /// Whether it said this, in a line that begins so.
  boolean says(String beginning) {
    return lines.stream().anyMatch(line -> line.startsWith(beginning));
  }

  /// Whether it found a checkpoint damaged.
  boolean foundDamage() {
    return lines.stream().anyMatch(line -> line.contains("is damaged"));
  }

  /// What it said.
  @Override
  public String toString() {
    return "status " + process.exitValue() + ", " + String.join(" | ", lines);
  }
}

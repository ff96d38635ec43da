package org.checkpointschedules.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.IllegalScheduleException;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.plot.ScheduleDrawing;
import org.checkpointschedules.plot.TraceHeader;
import org.checkpointschedules.plot.TraceReader;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/// What `draw` is told to draw: a schedule by name, a trace, or a schedule in a file.
///
/// @param source a schedule's name, a file, or `-`
/// @param given the options given with it
/// @param common steps and costs of the first of two, for the second where it says no others
/// @param in standard input
/// @param told is given notes of what was cut from a schedule in a file
record DrawSource(
    String source,
    Map<Parameter, Object> given,
    Map<Parameter, Object> common,
    InputStream in,
    Consumer<String> told) {
  /// Minutes of playing; more was hardly meant.
  private static final long MOST_ACTIONS = 1_000_000_000;

  /// The longest header of a trace is shorter.
  private static final int PEEK = 1 << 16;

  private static final Set<Parameter> OF_FILES = ofFiles();

  /// Another source, in words; without steps and costs of its own it takes those of this one.
  DrawSource beside(String words) {
    var shared = new EnumMap<Parameter, Object>(Parameter.class);
    shared.putAll(given);
    shared.keySet().retainAll(ScheduleKind.COMMON);
    if (isFile(words)) {
      return new DrawSource(words, Map.of(), shared, in, told);
    }
    var spec = CommandSpec.create();
    spec.addPositional(PositionalParamSpec.builder().arity("1").type(String.class).build());
    ScheduleOptions.add(spec, Parameter.compact());
    try {
      var parsed =
          new CommandLine(spec)
              .setExpandAtFiles(false)
              .setOverwrittenOptionsAllowed(false)
              .parseArgs(words.strip().split("\\s+"));
      String name = parsed.matchedPositionalValue(0, "");
      return new DrawSource(name, ScheduleOptions.given(parsed), shared, in, told);
    } catch (ParameterException | WrongRequest e) {
      throw new WrongRequest("--beside " + Numbers.quoted(words) + ": " + Main.oneLine(e));
    }
  }

  /// @throws WrongRequest if there is nothing to draw there
  /// @throws InvalidArgumentException if it cannot be drawn
  ScheduleDrawing drawing() {
    var all = new EnumMap<Parameter, Object>(Parameter.class);
    all.putAll(common);
    all.putAll(given);
    var request = new ScheduleRequest(source, all, Parameter::option);
    if (ScheduleKind.isName(source)) {
      return planned(request);
    }
    if (!isFile(source)) {
      throw new WrongRequest(
          "SOURCE", Numbers.quoted(source), "a file that can be read, -, " + ScheduleKind.names());
    }
    String name = source.equals("-") ? "standard input" : source;
    try (var file = new BufferedInputStream(open(), PEEK)) {
      return isTrace(file) ? trace(file, name) : actions(file, name, request);
    } catch (IOException | UncheckedIOException e) {
      throw new WrongRequest(name + " cannot be read: " + Main.oneLine(e));
    }
  }

  private static ScheduleDrawing planned(ScheduleRequest request) {
    requireSteps(request);
    CheckpointSchedule schedule = request.plan();
    if (schedule.forecast().actions().orElse(Long.MAX_VALUE) > MOST_ACTIONS) {
      throw new WrongRequest(
          request.schedule()
              + " has more than "
              + MOST_ACTIONS
              + " actions; allowed: fewer, since each is played");
    }
    return ScheduleDrawing.of(schedule, request.costs());
  }

  private ScheduleDrawing trace(InputStream file, String name) throws IOException {
    if (!given.isEmpty()) {
      String option = given.keySet().iterator().next().option();
      throw new WrongRequest(option + " does not belong to a trace; allowed: no options");
    }
    var text = new InputStreamReader(file, StandardCharsets.UTF_8.newDecoder());
    try (var trace = TraceReader.from(text)) {
      return ScheduleDrawing.ofTrace(trace.header(), trace);
    } catch (IllegalScheduleException | InvalidArgumentException e) {
      throw new WrongRequest(name + ": " + e.getMessage());
    }
  }

  private ScheduleDrawing actions(InputStream file, String name, ScheduleRequest request) {
    for (Parameter parameter : given.keySet()) {
      if (!OF_FILES.contains(parameter)) {
        throw new WrongRequest(
            parameter.option()
                + " does not belong to a schedule in a file; allowed: "
                + OF_FILES.stream().map(Parameter::option).collect(Collectors.joining(", ")));
      }
    }
    requireSteps(request);
    List<Level> levels =
        request.has(Parameter.LEVELS)
            ? request.hierarchy()
            : List.of(
                request.ram(slots(request, Parameter.RAM)),
                request.disk(slots(request, Parameter.DISK)));
    var header = new TraceHeader(request.number(Parameter.STEPS), title(name), levels);
    var lines = new ActionLines(file, name, header.steps(), Optional.empty());
    try {
      ScheduleDrawing drawing = ScheduleDrawing.of(header, request.costs(), () -> lines);
      lines.notes().forEach(note -> told.accept(name + ": " + note));
      return drawing;
    } catch (IllegalScheduleException e) {
      throw new WrongRequest(lines.place() + ": " + e.rule());
    } catch (WrongLine e) {
      throw new WrongRequest(lines.place() + ": " + e.getMessage());
    }
  }

  private static long slots(ScheduleRequest request, Parameter parameter) {
    return request.has(parameter) ? request.number(parameter) : Level.UNBOUNDED;
  }

  private static void requireSteps(ScheduleRequest request) {
    if (!request.has(Parameter.STEPS)) {
      throw new WrongRequest(
          "--steps is missing; " + request.schedule() + " needs a whole number there");
    }
  }

  private static Set<Parameter> ofFiles() {
    Set<Parameter> all = EnumSet.copyOf(ScheduleKind.COMMON);
    all.removeAll(EnumSet.of(Parameter.STATE_BYTES, Parameter.ADJOINT_BYTES));
    all.addAll(EnumSet.of(Parameter.RAM, Parameter.DISK, Parameter.LEVELS));
    return all;
  }

  private static String title(String name) {
    String last = Printable.text(Path.of(name).getFileName().toString());
    return last.length() > 100 ? last.substring(0, 100) + "..." : last;
  }

  private static boolean isFile(String source) {
    try {
      Path path = Path.of(source);
      return source.equals("-") || Files.isReadable(path) && !Files.isDirectory(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private InputStream open() throws IOException {
    return source.equals("-") ? in : Files.newInputStream(Path.of(source));
  }

  /// A trace's first line is an object with a version.
  private static boolean isTrace(BufferedInputStream file) throws IOException {
    file.mark(PEEK);
    String start = new String(file.readNBytes(PEEK - 1), StandardCharsets.UTF_8);
    file.reset();
    String line = start.lines().findFirst().orElse("");
    return line.strip().startsWith("{") && line.contains("\"trace\"");
  }
}

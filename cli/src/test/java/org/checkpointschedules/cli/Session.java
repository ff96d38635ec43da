package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The commands of a page, carried out in a folder of the page's own.
///
/// A line is a pipe of `checkpoint-schedules`, the JDK's `jfr`, `echo`, `printf '%s\n'`, `grep`,
/// `sort` and `head`, that may end in a file. `JAVA_OPTS` that begin a recording are obeyed, others
/// are not.
final class Session {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern FILE =
      Pattern.compile("[\\w-]+\\.(txt|jsonl|svg|html|jfr|f32|f64|npy|h5)|scratch");
  private static final Pattern OPTIONS = Pattern.compile("JAVA_OPTS=(\\S+) +(.*)");
  private static final String RECORDING = "-XX:StartFlightRecording";

  private final Path folder;

  Session(Path folder) {
    this.folder = folder;
  }

  /// The commands of a block, each with what it prints now; the rest of the block is dropped.
  String block(String block) throws Exception {
    var session = new StringBuilder();
    List<String> lines = block.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("$ ")) {
        continue;
      }
      var command = new StringBuilder(lines.get(i).substring(2));
      session.append(lines.get(i)).append('\n');
      while (command.toString().endsWith("\\")) {
        command.setLength(command.length() - 1);
        command.append(lines.get(++i).strip());
        session.append(lines.get(i)).append('\n');
      }
      session.append(output(command.toString()));
    }
    return session.toString().stripTrailing();
  }

  /// What a line prints; where its status is not 0, that in brackets.
  String output(String line) throws Exception {
    String pipe = line.replaceFirst(" > \\S+$", "");
    String text = "";
    for (String command : pipe.split(" \\| ")) {
      text = command(command, text);
    }
    Matcher file = Pattern.compile(" > (\\S+)$").matcher(line);
    if (file.find()) {
      Files.writeString(folder.resolve(file.group(1)), text);
      return "";
    }
    return text.replace(folder + "/", "");
  }

  private String command(String command, String input) throws Exception {
    Matcher options = OPTIONS.matcher(command);
    boolean given = options.matches();
    List<String> words = words(given ? options.group(2) : command);
    List<String> arguments = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "echo" -> String.join(" ", arguments) + "\n";
      case "printf" -> {
        assertEquals("%s\\n", arguments.getFirst());
        yield String.join("\n", arguments.subList(1, arguments.size())) + "\n";
      }
      case "head" -> {
        long count = Long.parseLong(arguments.get(1));
        yield input.lines().limit(count).map(line -> line + "\n").collect(Collectors.joining());
      }
      case "grep" ->
          input
              .lines()
              .filter(line -> line.contains(arguments.getFirst()))
              .map(line -> line + "\n")
              .collect(Collectors.joining());
      case "sort" -> input.lines().sorted().map(line -> line + "\n").collect(Collectors.joining());
      case "jfr" -> process(tool("jfr"), arguments);
      case "checkpoint-schedules", "./checkpoint-schedules" -> {
        if (given && options.group(1).startsWith(RECORDING)) {
          yield recorded(options.group(1), arguments);
        }
        Cli cli = Cli.withInput(input, arguments.toArray(String[]::new));
        // A run that succeeds writes nothing to standard error but progress, if it takes long.
        boolean quiet = cli.status() == 0 && arguments.contains("run");
        yield cli.out()
            + (quiet ? "" : cli.err())
            + (cli.status() == 0 ? "" : "[" + cli.status() + "]\n");
      }
      default -> throw new IllegalArgumentException(command);
    };
  }

  private String recorded(String options, List<String> arguments) throws Exception {
    var command = new ArrayList<>(List.of(options, "-Xlog:jfr*=off"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    return process(tool("java"), command);
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private String process(String tool, List<String> arguments) throws Exception {
    var command = new ArrayList<>(List.of(tool));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    return output + (status == 0 ? "" : "[" + status + "]\n");
  }

  /// Files are those of the folder.
  private List<String> words(String command) throws IOException {
    var words = new ArrayList<String>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      String text = word.group(1) != null ? word.group(1) : word.group(2);
      words.add(FILE.matcher(text).matches() ? folder.resolve(text).toString() : text);
    }
    return words;
  }
}

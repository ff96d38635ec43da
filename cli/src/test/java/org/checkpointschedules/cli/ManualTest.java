package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The manual cannot rot: each `console` block of `docs/command-line.md` is run here, line by line,
/// and prints what the page says, times aside.
///
/// After a change that is meant, `mvn test -pl cli -Dtest=ManualTest -Ddocs.update=true` writes the
/// page anew.
class ManualTest {
  private static final Path PAGE = Path.of("../docs/command-line.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)(?<=\\n```console\\n).*?(?=\\n```\\n)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private static final Pattern FILE = Pattern.compile("[\\w-]+\\.(txt|jsonl|svg|html|npy)");

  @TempDir private Path folder;

  @Test
  void printsWhatThePageSays() throws IOException {
    String page = Files.readString(PAGE);
    var run = new StringBuilder();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      block.appendReplacement(run, Matcher.quoteReplacement(session(block.group())));
    }
    block.appendTail(run);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, run.toString());
    } else {
      assertEquals(timeless(page), timeless(run.toString()));
    }
  }

  /// The commands of a block, each with what it prints now.
  private String session(String block) throws IOException {
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

  /// Runs a pipe of our own commands, `echo`, `printf '%s\n'` and `head`; then `$?` tells the
  /// status where it is not 0. A pipe may end in a file.
  private String output(String line) throws IOException {
    String text = "";
    String pipe = line.replaceFirst(" > \\S+$", "");
    for (String command : pipe.split(" \\| ")) {
      List<String> words = words(command);
      String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
      switch (words.getFirst()) {
        case "echo" -> text = String.join(" ", arguments) + "\n";
        case "printf" -> {
          assertEquals("%s\\n", arguments[0]);
          text = String.join("\n", List.of(arguments).subList(1, arguments.length)) + "\n";
        }
        case "head" -> {
          long count = Long.parseLong(arguments[1]);
          text = String.join("\n", text.lines().limit(count).toList()) + "\n";
        }
        case "checkpoint-schedules" -> {
          Cli cli = Cli.withInput(text, arguments);
          text = cli.out() + cli.err() + (cli.status() == 0 ? "" : "[" + cli.status() + "]\n");
        }
        default -> throw new IllegalArgumentException(command);
      }
    }
    if (!pipe.equals(line)) {
      Files.writeString(folder.resolve(line.substring(pipe.length() + 3)), text);
      return "";
    }
    return text.replace(folder + "/", "");
  }

  /// Files are those of a folder of the page's own.
  private List<String> words(String command) {
    var words = new ArrayList<String>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      String text = word.group(1) != null ? word.group(1) : word.group(2);
      words.add(FILE.matcher(text).matches() ? folder.resolve(text).toString() : text);
    }
    return words;
  }

  private static String timeless(String text) {
    return text.replaceAll("\"planMillis\":[0-9.]+", "\"planMillis\":T")
        .replaceAll("planned in [0-9.]+ ms", "planned in T ms")
        .replaceAll("\\(Java [^)]*\\)", "(Java V)");
  }
}

package org.checkpointschedules.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.checkpointschedules.store.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `clean`: removes what dead runs left.
@Command(
    name = "clean",
    customSynopsis = "checkpoint-schedules clean --directory DIR",
    description = {
      "Remove from DIR the folders of runs that are dead, those kept for a continuation too.",
      "",
      "A run that is going on keeps its folder. Nothing else in DIR is touched, and nothing in"
          + " these folders that no run made.",
      "Folders named like those of runs that stay are listed with the reason.",
      ""
    },
    footer = {"", "Examples:", "  checkpoint-schedules clean --directory /scratch"})
final class CleanCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      required = true,
      description = "the directory that the runs were given")
  private Path directory;

  CleanCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(directory)) {
      throw new WrongRequest("--directory", "'" + directory + "'", "a folder");
    }
    var out = new PrintStream(streams.out(), false, StandardCharsets.UTF_8);
    List<Path> removed =
        RunFolder.clean(
            directory, (folder, why) -> out.println(Printable.text("left " + folder + ": " + why)));
    removed.forEach(folder -> out.println("removed " + Printable.text(folder.toString())));
    out.println(removed.size() == 1 ? "1 folder removed" : removed.size() + " folders removed");
    out.flush();
    return ExitStatus.DONE;
  }
}

package org.checkpointschedules.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.plot.ScheduleDrawing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `draw`: a schedule or the trace of a run as a picture or a page.
@Command(
    name = "draw",
    customSynopsis =
        "checkpoint-schedules draw SOURCE [options] --output FILE.svg|FILE.html [--beside SOURCE]",
    description = {
      "Draw a schedule or the trace of a run: the forward's zigzag, checkpoints from write to"
          + " delete, the adjoint in reverse, what each level holds.",
      "",
      "SOURCE is one of",
      "  a schedule's name, with its options as in plan",
      "  a trace, as run --trace writes it",
      "  a schedule in a file, one action a line in any notation of plan, or - for standard input;"
          + " with --steps, and --ram, --disk or --level as in check",
      "",
      "An .svg is a picture, an .html a page that zooms and plays the actions, in one file.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  checkpoint-schedules draw revolve --steps 50 --ram 5 --output revolve.svg",
      "",
      "  # two budgets side by side; steps and costs are those of the first",
      "  checkpoint-schedules draw h-revolve --steps 200 --ram 4 --disk 8 --output both.html \\",
      "    --beside 'revolve --ram 12'",
      "",
      "  # what a run did, in measured time",
      "  checkpoint-schedules run burgers --trace run.jsonl",
      "  checkpoint-schedules draw run.jsonl --output run.html"
    })
final class DrawCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "SOURCE", description = "what to draw, as above")
  private String source;

  @Option(names = "--output", paramLabel = "FILE", description = "FILE.svg or FILE.html")
  private Path output;

  @Option(
      names = "--beside",
      paramLabel = "SOURCE",
      description =
          "a second one on the same page, quoted with its options: 'revolve --ram 12'; steps and"
              + " costs are those of the first unless it says others")
  private String beside;

  DrawCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (source == null) {
      throw new WrongRequest("SOURCE is missing; allowed: a file, -, " + ScheduleKind.names());
    }
    boolean page = page();
    var given = ScheduleOptions.given(spec.commandLine().getParseResult());
    var notes = new ArrayList<String>();
    var first = new DrawSource(source, given, Map.of(), streams.in(), notes::add);
    String text;
    try {
      ScheduleDrawing drawing = first.drawing();
      if (beside != null) {
        text = drawing.pageBeside(first.beside(beside).drawing());
      } else {
        text = page ? drawing.page() : drawing.svg();
      }
    } catch (InvalidArgumentException e) {
      throw new WrongRequest(e.getMessage());
    }
    OutputFile.write("the drawing", output, text, streams.err());
    var out = new PrintStream(streams.out(), false, StandardCharsets.UTF_8);
    notes.forEach(note -> out.println("note: " + note));
    out.println(output + " is written");
    out.flush();
    return ExitStatus.DONE;
  }

  /// Whether a page is asked for, else a picture.
  private boolean page() {
    if (output == null) {
      throw new WrongRequest("--output is missing; allowed: FILE.svg or FILE.html");
    }
    String name = output.toString().toLowerCase(Locale.ROOT);
    boolean page = name.endsWith(".html") || name.endsWith(".htm");
    if (!page && !name.endsWith(".svg")) {
      throw new WrongRequest("--output", "'" + output + "'", "FILE.svg or FILE.html");
    }
    if (!page && beside != null) {
      throw new WrongRequest("--output", "'" + output + "'", "FILE.html where two are drawn");
    }
    OutputFile.check("--output", output);
    return page;
  }
}

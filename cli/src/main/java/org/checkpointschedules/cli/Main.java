package org.checkpointschedules.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import org.checkpointschedules.cli.Streams.ReaderGone;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line, `checkpoint-schedules`.
@Command(
    name = "checkpoint-schedules",
    versionProvider = Main.Version.class,
    description = {
      "Adjoints of long simulations with little memory: which steps to run again, what to store"
          + " where, planned optimally, executed, proved.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  # draw the schedule of 10 steps with 3 checkpoints in memory",
      "  checkpoint-schedules plan revolve --steps 10 --ram 3",
      "",
      "  # cost of a million steps with 20 checkpoints in memory and 200 on disk",
      "  checkpoint-schedules plan h-revolve --steps 1e6 --ram 20 --disk 200",
      "",
      "  # compute and verify a gradient under a memory budget",
      "  checkpoint-schedules run burgers",
      "",
      "  # the gradient of a solver of your own, in any language",
      "  checkpoint-schedules drive --ram 5 --disk 50 -- ./solver arguments",
      "",
      "  # judge a schedule from elsewhere",
      "  checkpoint-schedules check --steps 10 --ram 3 --format upstream schedule.txt",
      "",
      "  # what does memory buy?",
      "  checkpoint-schedules compare --steps 1e6 --chart compare.svg",
      "",
      "  # see one: a page that zooms and plays the actions",
      "  checkpoint-schedules draw h-revolve --steps 100 --ram 3 --disk 5 --output schedule.html",
      "",
      "  # answer many requests of another program, one JSON object a line",
      "  echo '{\"id\":1,\"schedule\":\"revolve\",\"steps\":10,\"ram\":3}' |"
          + " checkpoint-schedules batch",
      "",
      "Exit status: 0 done, 1 the work failed, 2 the request was wrong, 130 interrupted.",
      "Each command has its own --help."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /// Runs one command and ends the process with its status.
  public static void main(String[] args) {
    var out = new FileOutputStream(FileDescriptor.out);
    boolean terminal = Boolean.getBoolean("org.checkpointschedules.cli.terminal");
    var streams = new Streams(new FileInputStream(FileDescriptor.in), out, System.err, terminal);
    System.exit(run(streams, args));
  }

  /// Runs one command on the given streams.
  ///
  /// @return its exit status
  static int run(Streams streams, String... args) {
    var line = new CommandLine(new Main());
    line.addSubcommand(new PlanCommand(streams));
    line.addSubcommand(new BatchCommand(streams));
    line.addSubcommand(new CheckCommand(streams));
    line.addSubcommand(new CompareCommand(streams));
    line.addSubcommand(new DrawCommand(streams));
    line.addSubcommand(new CleanCommand(streams));
    line.addSubcommand(
        new CommandLine(new RunCommand())
            .addSubcommand(new BurgersCommand(streams))
            .addSubcommand(new FwiCommand(streams)));
    line.addSubcommand(new CommandLine(new DriveCommand(streams)).setStopAtPositional(true));
    var commands = line.getSubcommands();
    ScheduleOptions.add(commands.get("plan").getCommandSpec(), EnumSet.allOf(Parameter.class));
    ScheduleOptions.add(commands.get("draw").getCommandSpec(), Parameter.compact());
    ScheduleOptions.add(commands.get("compare").getCommandSpec(), CompareCommand.PARAMETERS);
    ScheduleOptions.add(commands.get("check").getCommandSpec(), CheckCommand.PARAMETERS);
    line.setExpandAtFiles(false);
    line.setOverwrittenOptionsAllowed(false);
    for (CommandLine example : commands.get("run").getSubcommands().values()) {
      Set<Parameter> parameters = Parameter.compact();
      // An example knows its sizes.
      parameters.removeAll(EnumSet.of(Parameter.STATE_BYTES, Parameter.ADJOINT_BYTES));
      ScheduleOptions.add(example.getCommandSpec(), parameters);
    }
    ScheduleOptions.add(commands.get("drive").getCommandSpec(), Parameter.compact());
    standardHelp(line);
    line.setOut(streams.text());
    line.setErr(new PrintWriter(streams.err(), true));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler((e, _) -> wrong(streams.err(), e));
    line.setExecutionExceptionHandler((e, command, _) -> failed(streams.err(), e, command));
    return line.execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing; allowed: plan, batch, check, compare, draw, run, drive, clean,"
            + " --help");
  }

  private static void standardHelp(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getCommandSpec().usageMessage().sortOptions(false).width(100);
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(Main::standardHelp);
  }

  private static int wrong(PrintStream err, ParameterException e) {
    CommandLine command = e.getCommandLine();
    String message =
        e instanceof UnmatchedArgumentException unmatched
            ? unexpected(unmatched.getUnmatched().getFirst(), command)
            : oneLine(e);
    err.println(command.getCommandSpec().qualifiedName() + ": " + message);
    return ExitStatus.WRONG_REQUEST;
  }

  private static String unexpected(String argument, CommandLine command) {
    boolean option = argument.startsWith("-");
    Collection<String> allowed =
        option || command.getSubcommands().isEmpty()
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet();
    String what =
        option ? "option " : command.getSubcommands().isEmpty() ? "argument " : "command ";
    return what + Numbers.quoted(argument) + " is unknown; allowed: " + String.join(", ", allowed);
  }

  private static int failed(PrintStream err, Exception e, CommandLine command) {
    if (interrupted()) {
      return ExitStatus.FAILED;
    }
    String name = command.getCommandSpec().qualifiedName() + ": ";
    switch (e) {
      case ReaderGone _ -> {
        return ExitStatus.DONE;
      }
      case WrongRequest wrong -> {
        err.println(name + oneLine(wrong));
        return ExitStatus.WRONG_REQUEST;
      }
      case WorkFailed failed -> {
        err.println(name + oneLine(failed));
        failed.said().forEach(line -> err.println("  " + Printable.text(line)));
      }
      case InvalidPathException path -> {
        err.println(
            name
                + "'%s' can be no file's name here; allowed: names that the locale's encoding has (LANG, LC_ALL)"
                    .formatted(Printable.text(path.getInput())));
        return ExitStatus.WRONG_REQUEST;
      }
      default -> {
        err.println(name + "a fault of this program, please report it:");
        e.printStackTrace(err);
      }
    }
    return ExitStatus.FAILED;
  }

  /// Whether the process is ending already, by Ctrl-C: what breaks then is no news.
  private static boolean interrupted() {
    var probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  static String oneLine(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return Printable.text(message.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  /// `checkpoint-schedules 0.1.0`, as the build says.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws Exception {
      var build = new Properties();
      try (var in = Main.class.getResourceAsStream("build.properties")) {
        build.load(in);
      }
      return new String[] {
        "checkpoint-schedules %s (Java %s)"
            .formatted(build.getProperty("version"), System.getProperty("java.version"))
      };
    }
  }
}

package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.Timing;
import org.checkpointschedules.choose.Budget;
import org.checkpointschedules.choose.Choice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Budgets in bytes, and the schedule chosen for them.
class AutoTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String FIGURES =
      " --forward-cost 0.03 --adjoint-cost 0.07 --write-bandwidth 1.2GB --read-bandwidth 1.5GB ";

  @TempDir private Path folder;

  /// A state of 24 MiB is 25,165,824 bytes; a slot file has 8,192 more at most, here 4,096.
  @ParameterizedTest
  @CsvSource({
    "revolve --ram 240MiB, revolve --ram 9",
    "revolve --ram 251658239, revolve --ram 251658239",
    "revolve --ram 251658239B, revolve --ram 8",
    "revolve --ram 20MiB --adjoint-bytes 1MiB, ''",
    "h-revolve --ram 1GiB --disk 1GiB, h-revolve --ram 39 --disk 42",
    "h-revolve --ram 1GiB --disk 0, h-revolve --ram 41 --disk 0",
    "h-revolve --ram 4 --disk 1GiB, h-revolve --ram 4 --disk 42",
    "h-revolve --ram 1GiB --disk 7, h-revolve --ram 39 --disk 7",
    "multistage --ram 1GiB --disk 1GiB, multistage --ram 39 --disk 42",
    "disk-revolve --ram 1GiB, disk-revolve --ram 39",
    "mixed --storage RAM --snapshots 1GiB, mixed --storage RAM --snapshots 41",
    "mixed --snapshots 1GiB --adjoint-bytes 48MiB, mixed --snapshots 21",
    "two-level --period 9 --binomial-storage RAM --binomial-snapshots 1GiB,"
        + " two-level --period 9 --binomial-storage RAM --binomial-snapshots 39"
  })
  void bytesAreCountedInSlots(String budget, String slots) {
    String same = " --steps 500 --format summary";
    Cli inBytes = Cli.line("plan " + budget + " --state-bytes 24MiB" + same);
    if (slots.isEmpty()) {
      assertEquals(2, inBytes.status());
      assertTrue(inBytes.err().contains("RAM slots is 0"), inBytes.err());
      return;
    }
    Cli inSlots = Cli.line("plan " + slots + same);
    assertEquals(0, inBytes.status(), inBytes.err());
    assertEquals(timeless(inSlots.out()), timeless(inBytes.out()));
  }

  private static String timeless(String summary) {
    return summary.replaceAll("\"planMillis\":[\\d.]+", "");
  }

  @Test
  void explainsTheChoice() {
    String request =
        "plan --auto --steps 1e5 --state-bytes 24MiB --ram 4GiB --disk 200GiB" + FIGURES;
    JsonNode choice = JSON.readTree(Cli.line(request + "--format summary").out());
    JsonNode alternatives = choice.get("alternatives");
    assertEquals(choice.get("choice"), alternatives.get(0).get("schedule"));
    assertEquals(choice.get("predictedSeconds"), alternatives.get(0).get("predictedSeconds"));
    double before = 0;
    for (JsonNode alternative : alternatives) {
      assertTrue(alternative.get("predictedSeconds").doubleValue() >= before);
      before = alternative.get("predictedSeconds").doubleValue();
      assertTrue(alternative.get("peakBytes").get("RAM").longValue() <= 4L << 30);
      JsonNode disk = alternative.get("peakBytes").get("DISK");
      assertTrue(disk == null || disk.longValue() <= 200L << 30);
    }
    assertTrue(choice.get("excluded").has("single-memory"));
    Cli table = Cli.line(request);
    assertEquals(choice.get("why").stringValue(), table.lines().getFirst());
    for (JsonNode alternative : alternatives) {
      assertTrue(table.out().contains("\n" + alternative.get("schedule").stringValue() + " "));
    }
    Cli actions = Cli.line(request.replace("1e5", "12") + "--format actions");
    assertEquals("EndReverse()", actions.lines().getLast());
  }

  @Test
  void batchChoosesToo() {
    String request =
        "{\"id\":1,\"auto\":true,\"steps\":100000,\"stateBytes\":\"24MiB\",\"ram\":\"4GiB\","
            + "\"disk\":\"200GiB\",\"forwardCost\":0.03,\"adjointCost\":0.07,"
            + "\"writeBandwidth\":\"1.2GB\",\"readBandwidth\":1500000000}\n"
            + "{\"id\":2,\"schedule\":\"revolve\",\"steps\":9,\"ram\":\"80MiB\","
            + "\"stateBytes\":\"24MiB\"}\n"
            + "{\"id\":3,\"auto\":true,\"schedule\":\"revolve\",\"steps\":9}\n"
            + "{\"id\":4,\"schedule\":\"revolve\",\"steps\":9,\"ram\":\"80MiB\"}\n";
    List<String> answers = Cli.withInput(request, "batch").lines();
    JsonNode chosen = JSON.readTree(answers.get(0));
    JsonNode planned =
        JSON.readTree(
            Cli.line(
                    "plan --auto --steps 1e5 --state-bytes 24MiB --ram 4GiB --disk 200GiB"
                        + FIGURES
                        + "--format summary")
                .out());
    assertEquals(planned.get("alternatives"), chosen.get("alternatives"));
    assertEquals(2, JSON.readTree(answers.get(1)).get("peak").get("RAM").intValue());
    assertTrue(answers.get(2).contains("since auto chooses it"), answers.get(2));
    assertTrue(answers.get(3).contains("stateBytes is missing; ram in bytes"), answers.get(3));
  }

  @Test
  void runsWhatItChose() throws Exception {
    Path gradient = folder.resolve("g");
    Cli run =
        Cli.line(
            "run burgers --auto --ram 16KiB --disk 1MiB --steps 300 --gradient "
                + gradient
                + " --directory "
                + folder.resolve("levels"));
    assertEquals(0, run.status(), run.out() + run.err());
    for (String said :
        List.of(
            "\nmeasured: median (quartiles, how often)\nforward step ",
            "\nrecording step ",
            "\nDISK write ",
            " is predicted to take ",
            "\nsingle-memory                          needs ",
            "\nstep after copy more ",
            "\npassed: gradient under ",
            "\nthe figures alone predicted ",
            "\npredicted ",
            " rehearsals, took ",
            ": the prediction was ")) {
      assertTrue(run.out().contains(said), said + " in " + run.out());
    }
    assertErrors(run.out());
    assertFalse(Files.exists(folder.resolve("levels")));
    repeat(run, folder.resolve("levels"), false);
    Path expected = folder.resolve("e");
    Cli.line("run burgers --schedule single-memory --steps 300 --gradient " + expected);
    assertEquals(-1, Files.mismatch(expected, gradient));
  }

  private static final Pattern PREDICTION =
      Pattern.compile("predicted (\\S+) s \\((\\S+) to (\\S+)\\).*?(\\S+) % too (high|low)\n");

  /// Two predictions, by the figures and by rehearsals: within their bounds, and as far off what
  /// the run took as they say.
  private static void assertErrors(String out) {
    double took = Double.parseDouble(out.replaceAll("(?s).* rehearsals, took (\\S+) s: .*", "$1"));
    var told = PREDICTION.matcher(out);
    int predictions = 0;
    for (; told.find(); predictions++) {
      double predicted = Double.parseDouble(told.group(1));
      assertTrue(Double.parseDouble(told.group(2)) <= predicted, told.group());
      assertTrue(Double.parseDouble(told.group(3)) >= predicted, told.group());
      double error = Double.parseDouble(told.group(4)) / 100;
      double signed = told.group(5).equals("high") ? error : -error;
      // Four digits of the times, one decimal of the error.
      assertEquals(predicted / took - 1, signed, 0.001 * (1 + predicted / took), told.group());
    }
    assertEquals(2, predictions, out);
  }

  /// The command that `--auto` prints plans the same schedule, whichever was chosen.
  @Test
  void repeatsByHandWhatItChose() {
    String request = "--disk 5 --steps 200 --replan-on-full-disk --no-overlap";
    Path levels = folder.resolve("some levels");
    String[] words = ("run burgers --auto " + request + " --directory").split(" ");
    var arguments = new ArrayList<>(List.of(words));
    arguments.add(levels.toString());
    Cli chosen = Cli.run(arguments.toArray(String[]::new));
    assertEquals(0, chosen.status(), chosen.err());
    repeat(chosen, levels, true);
  }

  private static void repeat(Cli chosen, Path levels, boolean replanning) {
    String command =
        chosen.lines().stream()
            .filter(line -> line.startsWith("the same schedule by hand: "))
            .findFirst()
            .orElseThrow();
    assertTrue(
        command.contains(" --directory '" + levels + "' --schedule ")
            || command.contains(" --directory " + levels + " --schedule "),
        command);
    assertEquals(replanning, command.contains("--replan-on-full-disk"), command);
    var again = new ArrayList<String>();
    var word = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
    while (word.find()) {
      again.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    again.subList(0, again.indexOf("run")).clear();
    again.add("--resume");
    Cli repeated = Cli.run(again.toArray(String[]::new));
    assertEquals(0, repeated.status(), repeated.err());
    assertEquals(counted(chosen.out()), counted(repeated.out()));
  }

  /// Forecast and counted, from the number of forward steps to the peaks.
  private static String counted(String out) {
    int from = out.indexOf("forward steps ");
    return out.substring(from, out.indexOf("\n\n", from));
  }

  /// Each kind, from the schedules that a choice compares.
  @Test
  void everyKindIsSpelledByItsOptions() {
    var figures =
        RunFigures.given(
            1_000,
            400,
            0.01,
            0.02,
            List.of(
                level(StorageLocation.RAM, 0.001, 0), level(StorageLocation.DISK, 0.002, 0.013)));
    var budgets =
        List.of(Budget.slots(StorageLocation.RAM, 7), Budget.slots(StorageLocation.DISK, 300));
    var candidates = new ArrayList<>(Choice.of(200, figures, budgets).candidates());
    // The first of these stores all.
    candidates.add(Choice.of(200, figures, List.of(Budget.slots(StorageLocation.RAM, 200))).best());
    var kinds = new TreeSet<String>();
    for (var candidate : candidates) {
      String options =
          String.join(
              " ", ByHand.of(candidate.schedule(), candidate.costs()).orElseThrow().arguments());
      kinds.add(candidate.schedule().name());
      Cli same =
          Cli.line(
              "plan "
                  + options.substring("--schedule ".length())
                  + " --steps 200 --format actions");
      assertEquals(0, same.status(), same.err() + options);
      var actions = new ArrayList<String>();
      candidate.schedule().forEach(action -> actions.add(action.toString()));
      assertEquals(actions.size(), same.lines().size(), options);
      Cli summary =
          Cli.line(
              "plan "
                  + options.substring("--schedule ".length())
                  + " --steps 200 --format summary");
      assertEquals(
          candidate.schedule().forecast().forwardSteps().longValueExact(),
          JSON.readTree(summary.out()).get("forwardSteps").longValue(),
          options);
    }
    assertTrue(kinds.size() >= 9 && kinds.contains("single-memory"), kinds::toString);
  }

  private static LevelFigures level(StorageLocation location, double copy, double transfer) {
    var put = Timing.of(copy);
    var write = Timing.of(transfer);
    var none = Timing.NONE;
    return new LevelFigures(location, 1_000, 400, 0, put, put, write, write, none, none);
  }

  @Test
  void runCountsBudgetsInBytes() {
    // 1,600 bytes a state: one in working storage, two buffers of 8 KiB, and slots.
    Cli run = Cli.line("run burgers --ram 21184B --disk 33KiB --steps 50");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().matches("(?s).*\nRAM peak +2 +2\n.*"), run.out());
    assertTrue(run.out().matches("(?s).*\nDISK peak +4 +4\n.*"), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plan revolve --steps 9 --ram 4GiB | --state-bytes is missing; --ram in bytes needs",
        "plan revolve --steps 9 --ram 4GiB --adjoint-bytes 1MiB | --state-bytes is missing beside",
        "plan revolve --steps 9 --ram 4QiB --state-bytes 1 | --ram is '4QiB'; allowed: whole bytes",
        "plan h-revolve --steps 9 --ram 1MiB --disk 2 --state-bytes 1MiB | 3,153,920 or more",
        "plan revolve --steps 9 --ram 3 --auto | SCHEDULE is 'revolve'; allowed: nothing",
        "plan --auto --ram 3 --state-bytes 9 --forward-cost 1 --adjoint-cost 1 | --steps is"
            + " missing",
        "plan --auto --steps 9 --ram 3GiB | --state-bytes is missing; --auto needs",
        "plan --auto --steps 9 --ram 3 --state-bytes 9 | --forward-cost is missing",
        "plan --auto --steps 9 --state-bytes 9 --forward-cost 1 --adjoint-cost 1 | needs one of"
            + " them",
        "plan --auto --steps 9 --disk 3 --state-bytes 9 --forward-cost 1 --adjoint-cost 1 |"
            + " --write-cost is missing",
        "plan --auto --steps 9 --ram 3 --trajectory revolve | --trajectory does not belong to"
            + " --auto",
        "plan --auto --steps 999 --ram 1MiB --state-bytes 24MiB --forward-cost 1 --adjoint-cost 2 |"
            + " needs a checkpoint",
        "plan revolve --steps 9 --ram 3 --record-cost 3 | --record-cost does not belong to revolve",
        "check --steps 9 --ram 3GiB | --ram is an amount of bytes; allowed: a number of slots",
        "run burgers --auto | needs one of them",
        "run burgers --auto --ram 3 --schedule revolve | --schedule is revolve; allowed: nothing",
        "run burgers --auto --ram 3 --resume | --resume cannot be combined with --auto",
        "run burgers --auto --ram 3 --write-cost 2 | --write-cost does not belong to --auto",
        "run burgers --auto --ram 3 --steps 1 | steps is 1; allowed: 2",
      })
  void refusesInOneLine(String request, String says) {
    Cli refused = Cli.line(request);
    assertEquals(2, refused.status(), refused.out() + refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains(says), refused.err());
  }
}

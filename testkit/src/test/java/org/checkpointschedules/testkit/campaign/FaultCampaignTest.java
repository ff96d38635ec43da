package org.checkpointschedules.testkit.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.testkit.campaign.FaultCampaign.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The fault campaign, in small form, and in full behind the heavy profile; and that it finds a
/// library at fault that is.
class FaultCampaignTest {
  private static final Path PAGE = Path.of("../docs/reliability.md");
  private static final String BEGIN = "<!-- campaign -->\n";
  private static final String END = "<!-- /campaign -->\n";
  private static final long SEED = Long.getLong("campaign.seed", 20_260);

  @TempDir Path base;

  private FaultCampaign campaign(String classPath) throws Exception {
    return new FaultCampaign(classPath, Build.withFaults(base.resolve("faulty")), base);
  }

  /// The rest is too long for every build.
  @Test
  void aFewFaults() throws Exception {
    FaultCampaign campaign = campaign(Build.asItIs());
    var faults = new ArrayList<String>();
    for (Fault fault :
        List.of(
            Fault.KILL,
            Fault.KILL_PASSING,
            Fault.BIT_FLIP_IN_JOURNAL,
            Fault.NO_SPACE,
            Fault.OUTPUT_FAILS,
            Fault.INTERRUPT,
            Fault.FOREIGN,
            Fault.ADJOINT_INCOMPLETE,
            Fault.LATE_STATE)) {
      faults.addAll(campaign.run(fault, 1, SEED).faults());
    }
    assertEquals(List.of(), faults);
  }

  /// `mvn verify -Pheavy -pl testkit -am -Dtest=FaultCampaignTest`, with `-Dcampaign.cases=20`,
  /// `-Dcampaign.faults=KILL,RACE` for some of the rows, and `-Ddocs.update=true` to write these to
  /// docs/reliability.md, each as soon as it is known.
  @Test
  @Tag("heavy")
  void theFullCampaign() throws Exception {
    FaultCampaign campaign = campaign(Build.asItIs());
    int cases = Integer.getInteger("campaign.cases", 20);
    String chosen = System.getProperty("campaign.faults", "");
    var faults = new ArrayList<String>();
    for (Fault fault : Fault.values()) {
      if (chosen.isEmpty() || List.of(chosen.split(",")).contains(fault.name())) {
        Row row = campaign.run(fault, fault == Fault.KILL ? 10 * cases : cases, SEED);
        System.out.println(row);
        faults.addAll(row.faults());
        if (Boolean.getBoolean("docs.update")) {
          write(row);
        }
      }
    }
    assertEquals(List.of(), faults);
  }

  @Test
  @Tag("heavy")
  void aLibraryWithoutChecksumsIsFoundAtFault() throws Exception {
    foundAtFault(
        "without checksums",
        Build.withoutChecksums(base.resolve("broken")),
        Fault.FLIP_WHILE_RUNNING);
  }

  @Test
  @Tag("heavy")
  void aLibraryWithoutOrderIsFoundAtFault() throws Exception {
    foundAtFault("without order", Build.withoutOrder(base.resolve("broken")), Fault.KILL);
  }

  /// Twelve cases at a time, since what is met depends on the operating system's timing.
  private void foundAtFault(String name, String broken, Fault fault) throws Exception {
    FaultCampaign campaign = campaign(broken);
    boolean found = false;
    for (long seed = SEED; !found && seed < SEED + 120; seed += 12) {
      Row row = campaign.run(fault, 12, seed);
      System.out.println(name + ": " + row);
      found = !row.faults().isEmpty();
    }
    assertTrue(found);
  }

  /// Puts a row in the place of the one of the same fault.
  private static void write(Row row) throws IOException {
    var table = new StringBuilder(BEGIN);
    table.append("| what happened | cases | met the run | identical | error, then identical |");
    table.append(" faults |\n|---|---|---|---|---|---|\n");
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    List<String> old = page.substring(begin, end).lines().toList();
    for (Fault fault : Fault.values()) {
      if (fault == row.fault()) {
        table.append(row).append('\n');
      } else {
        old.stream()
            .filter(line -> line.startsWith("| " + fault.words + " |"))
            .forEach(line -> table.append(line).append('\n'));
      }
    }
    Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
  }
}

package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wrong requests end with status 2, nothing on standard output, and one line on standard error
/// that says what, which value, and what is allowed.
class WrongRequestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plan revolve --ram 3 | --steps is missing",
        "plan revolve --steps 10 | --ram is missing",
        "plan revolve --steps 0 --ram 3 | --steps is 0; allowed: a whole number from 1 to",
        "plan revolve --steps -5 --ram 3 | --steps is -5; allowed: a whole number from 1 to",
        "plan revolve --steps 1e19 --ram 3 | --steps is 1e19; allowed: a whole number from 1 to",
        "plan revolve --steps 1.5 --ram 3 | --steps is 1.5; allowed: a whole number",
        "plan revolve --steps 1e-400 --ram 3 | --steps is 1e-400; allowed: a whole number",
        "plan revolve --steps ten --ram 3 | --steps is 'ten'; allowed: a whole number",
        "plan revolve --steps 10 --ram -1 | --ram is -1; allowed: a whole number, 0 or more",
        "plan revolve --steps 10 --ram 3 --ram 4 | --ram",
        "plan revolve --steps 10 --ram 3 --disk 3 | --disk does not belong to revolve; allowed:"
            + " --ram,",
        "plan none --steps 10 --move | --move does not belong to none; allowed: --steps,",
        "plan mixed --steps 10 --snapshots 3 --storage TAPE | --storage is 'TAPE'; allowed: RAM or"
            + " DISK",
        "plan multistage --steps 9 --ram 1 --disk 1 --trajectory up | --trajectory is 'up';"
            + " allowed: maximum or revolve",
        "plan h-revolve --steps 9 --ram 1 --disk 1 --write-cost -2 | --write-cost is -2; allowed: a"
            + " decimal number, 0 or more",
        "plan h-revolve --steps 9 --ram 1 --disk 1 --read-cost NaN | --read-cost is 'NaN'; allowed:"
            + " a decimal number",
        "plan h-revolve --steps 9 --ram 1 --disk 1 --read-cost 1e999999999 | --read-cost is"
            + " 1e999999999; allowed:",
        "plan h-revolve --steps 9 --level RAM:1 | --level is 'RAM:1'; allowed:"
            + " NAME:SLOTS:WRITE:READ",
        "plan h-revolve --steps 9 --level RAM:x:0:0 | SLOTS is 'x'; allowed: a whole number",
        "plan h-revolve --steps 9 --level TAPE:1:0:0 | allowed: any name but TAPE and NONE",
        "plan h-revolve --steps 9 --level A:1:0:0 --level A:2:1:1 | allowed: each name once",
        "plan h-revolve --steps 9 --level A:1:0:0 --ram 2 | --ram cannot be combined with --level",
        "plan two-level --steps 9 --period 0 --binomial-snapshots 1 | --period is 0; allowed:",
        "plan spiral --steps 9 | schedule is 'spiral'; allowed: none, single-memory",
        "plan revolve --steps 10 --ram 0 | allowed",
        "plan mixed --steps 10 --snapshots 0 | allowed",
        "plan h-revolve --steps 10 --ram 0 --disk 0 | allowed",
        "plan multistage --steps 10 --ram 0 --disk 0 | allowed",
        "plan revolve --steps 10 --ram 3 --format xml | --format is 'xml'; allowed: table, actions",
        "plan revolve --steps 10 --ram 3 --fromat summary | --fromat",
        "plan | SCHEDULE",
        "check | --steps is missing",
        "check --steps 5 --format table | --format is 'table'; allowed: actions, upstream or jsonl",
        "check --steps 5 --level A:1:0:0 --ram 2 | --ram cannot be combined with --level",
        "batch --steps 5 | --steps",
        "fly | fly",
      })
  void isOneLineOnStandardError(String command, String says) {
    Cli cli = Cli.line(command);
    assertEquals(2, cli.status(), cli.out() + cli.err());
    assertEquals("", cli.out());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertTrue(cli.err().startsWith("checkpoint-schedules"), cli.err());
    assertTrue(cli.err().contains(says), cli.err());
    assertFalse(cli.err().contains("Exception"), cli.err());
  }

  @Test
  void noCommandIsAWrongRequest() {
    Cli cli = Cli.run();
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("a command is missing"), cli.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "revolve --ram 0",
        "multistage --ram 0 --disk 0",
        "mixed --snapshots 0",
        "disk-revolve --ram 0",
        "periodic-disk-revolve --ram 0",
        "h-revolve --ram 0 --disk 0",
        "two-level --period 1 --binomial-snapshots 0"
      })
  void oneStepNeedsNoSlots(String schedule) {
    Cli cli = Cli.line("plan " + schedule + " --steps 1 --format summary");
    assertEquals(0, cli.status(), cli.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "plan --help", "batch --help", "check --help", "--version"})
  void helpIsNoWrongRequest(String command) {
    Cli cli = Cli.line(command);
    assertEquals(0, cli.status());
    assertEquals("", cli.err());
    assertTrue(cli.out().contains("checkpoint-schedules"), cli.out());
    assertTrue(command.equals("--version") || cli.out().contains("Example"), cli.out());
  }
}

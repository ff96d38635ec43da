package org.checkpointschedules.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes that are given the same problem plan the same actions, whatever the locale, the
/// number of processors and how far the code has been compiled: so every rank of a parallel solver
/// may plan for itself.
class SameActionsEverywhereTest {
  private static final List<String> REQUESTS =
      List.of(
          "{\"schedule\":\"revolve\",\"steps\":5000,\"ram\":7,\"format\":\"actions\"}",
          "{\"schedule\":\"multistage\",\"steps\":700,\"ram\":3,\"disk\":4,\"format\":\"actions\"}",
          "{\"schedule\":\"mixed\",\"steps\":900,\"snapshots\":9,\"format\":\"actions\"}",
          "{\"schedule\":\"disk-revolve\",\"steps\":3000,\"ram\":4,\"writeCost\":7.3,\"readCost\":2.9,"
              + "\"format\":\"actions\"}",
          "{\"schedule\":\"periodic-disk-revolve\",\"steps\":3000,\"ram\":4,\"format\":\"actions\"}",
          "{\"schedule\":\"h-revolve\",\"steps\":4000,\"levels\":[{\"name\":\"RAM\",\"slots\":3,"
              + "\"write\":0.1,\"read\":0.2},{\"name\":\"NVME\",\"slots\":9,\"write\":3.5,\"read\":2},"
              + "{\"name\":\"DISK\",\"slots\":30,\"write\":40,\"read\":33.25}],\"forwardCost\":1.3,"
              + "\"adjointCost\":2.7,\"format\":\"actions\"}",
          "{\"schedule\":\"revolve\",\"ram\":3,\"stepCosts\":[3,1.5,4,1,5,2.25,0.1,7,7,0.3],"
              + "\"format\":\"actions\"}");

  @TempDir Path folder;

  private Process rank(int number, String... options) throws Exception {
    Path requests = Files.write(folder.resolve("requests" + number), REQUESTS);
    var command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "org.checkpointschedules.cli.Main",
            "batch"));
    return new ProcessBuilder(command)
        .redirectInput(requests.toFile())
        .redirectOutput(folder.resolve("answers" + number).toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private List<String> answers(int number) throws Exception {
    return Files.readAllLines(folder.resolve("answers" + number)).stream()
        .map(line -> line.replaceAll("\"planMillis\":[0-9.]+,", ""))
        .toList();
  }

  @Test
  void twoRanksPlanTheSame() throws Exception {
    Process first = rank(1, "-XX:ActiveProcessorCount=1", "-XX:TieredStopAtLevel=1");
    Process second =
        rank(2, "-XX:ActiveProcessorCount=7", "-Duser.language=tr", "-Duser.country=TR");
    assertEquals(0, first.waitFor());
    assertEquals(0, second.waitFor());
    List<String> answers = answers(1);
    assertEquals(REQUESTS.size(), answers.size());
    for (int i = 0; i < answers.size(); i++) {
      assertTrue(answers.get(i).contains("Reverse("), answers.get(i));
      assertEquals(digest(answers.get(i)), digest(answers(2).get(i)), REQUESTS.get(i));
    }
  }

  private static String digest(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}

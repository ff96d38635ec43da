package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// `plan --format upstream` against what checkpoint_schedules 1.0.4 printed: byte for byte where
/// the schedules are the same by design, never dearer where ours are optimal.
class ReferenceTest {
  private static final Path REFERENCE = Path.of("src/test/resources/reference/public.csv");
  private static final Pattern CELL = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^,]*)");
  private static final Pattern PARAMETER = Pattern.compile("\"(\\w+)\": (\"?)([^,\"}]+)\\2");

  private static final List<String> IDENTICAL =
      List.of("SingleMemory", "SingleDisk", "Multistage", "TwoLevel", "Mixed");

  @TestFactory
  List<DynamicTest> everyRow() throws IOException {
    List<String> lines = Files.readAllLines(REFERENCE);
    List<String> names = cells(lines.getFirst());
    return lines.stream()
        .skip(1)
        .map(line -> {
          var row = new HashMap<String, String>();
          List<String> cells = cells(line);
          for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), cells.get(i));
          }
          return DynamicTest.dynamicTest(row.get("id") + " " + command(row), () -> judge(row));
        })
        .toList();
  }

  private static void judge(Map<String, String> row) throws Exception {
    Assumptions.assumeTrue(row.get("status").equals("ok"), "the reference failed there");
    String command = command(row);
    Cli plan = Cli.line(command + " --format upstream");
    assertEquals(0, plan.status(), plan.err());
    if (IDENTICAL.contains(row.get("schedule"))) {
      assertEquals(row.get("sha256"), sha256(plan.out().stripTrailing()), plan.out());
    }
    Cli summary = Cli.line(command + " --format summary");
    double cost = Double.parseDouble(figure(summary.out(), "cost"));
    double reference = Double.parseDouble(row.get("cost"));
    assertTrue(cost <= reference * (1 + 1e-12), cost + " > " + reference);
    if (IDENTICAL.contains(row.get("schedule"))) {
      assertEquals(reference, cost, 1e-9 * reference);
      assertEquals(row.get("forward_steps"), figure(summary.out(), "forwardSteps"));
      assertEquals(row.get("n_actions"), figure(summary.out(), "actions"));
    }
  }

  private static String command(Map<String, String> row) {
    var command = new StringBuilder("plan ");
    command.append(row.get("schedule").replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase());
    if (row.get("schedule").equals("HRevolve")) {
      command.replace(5, command.length(), "h-revolve");
    }
    command.append(" --steps ").append(row.get("n"));
    Matcher parameter = PARAMETER.matcher(row.get("params"));
    while (parameter.find()) {
      command.append(option(parameter.group(1), parameter.group(3)));
    }
    return command.toString();
  }

  private static String option(String name, String value) {
    return switch (name) {
      case "uf" -> " --forward-cost " + value;
      case "ub" -> " --adjoint-cost " + value;
      case "wd" -> " --write-cost " + value;
      case "rd" -> " --read-cost " + value;
      case "move_data" -> value.equals("true") ? " --move" : "";
      default -> " --" + name.replace('_', '-') + " " + value;
    };
  }

  static String figure(String json, String name) {
    Matcher figure = Pattern.compile("\"" + name + "\":([^,}]+)").matcher(json);
    assertTrue(figure.find(), json);
    return figure.group(1);
  }

  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    Matcher cell = CELL.matcher(line);
    int at = 0;
    while (at <= line.length() && cell.find(at)) {
      cells.add(cell.group(1) != null ? cell.group(1).replace("\"\"", "\"") : cell.group(2));
      at = cell.end() + 1;
    }
    return cells;
  }

  private static String sha256(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest);
  }
}

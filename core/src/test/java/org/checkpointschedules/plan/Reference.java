package org.checkpointschedules.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.Action;
import org.checkpointschedules.UpstreamNotation;

/// The reference figures among the test resources.
final class Reference {
  private Reference() {}

  /// The rows of a table, by column name.
  static List<Map<String, String>> table(String name) {
    List<String> lines = text(name).lines().toList();
    List<String> header = cells(lines.getFirst());
    var rows = new ArrayList<Map<String, String>>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      var row = new HashMap<String, String>();
      for (int i = 0; i < header.size(); i++) {
        row.put(header.get(i), cells.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  static String text(String name) {
    try (InputStream in = Reference.class.getResourceAsStream("/reference/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A value out of the `params` column of public.csv, such as `{"ram": 1}`; or the default.
  static String parameter(Map<String, String> row, String key, String absent) {
    for (String pair : row.get("params").replaceAll("[{}\"\\s]", "").split(",")) {
      if (pair.startsWith(key + ":")) {
        return pair.substring(key.length() + 1);
      }
    }
    return absent;
  }

  /// The lines of the actions in the upstream notation, joined.
  static String upstream(Iterable<Action> actions) {
    var lines = new StringBuilder();
    for (Action action : actions) {
      lines.append(lines.isEmpty() ? "" : "\n").append(UpstreamNotation.print(action));
    }
    return lines.toString();
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  // Cells are quoted where they contain commas; a quote inside is doubled.
  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}

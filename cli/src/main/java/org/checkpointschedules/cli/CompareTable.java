package org.checkpointschedules.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Collectors;
import org.checkpointschedules.Level;

/// A [Comparison] for people.
final class CompareTable {
  private static final long ALL_UP_TO = 20;

  private static final int WIDTH = 100;
  private static final int HEAD = 10;
  private static final int CELL = 15;
  private static final String HEAD_FORMAT = "%" + HEAD + "s";
  private static final String CELL_FORMAT = "%" + CELL + "s";
  private static final String REMARK = "%-27s%10s%11s%16s%18s";
  private static final String SAVING = "%18s";

  private final Comparison comparison;
  private final PrintStream out;

  private CompareTable(Comparison comparison, PrintStream out) {
    this.comparison = comparison;
    this.out = out;
  }

  static void print(Comparison comparison, OutputStream stream) {
    var out = new PrintStream(stream, false, StandardCharsets.UTF_8);
    new CompareTable(comparison, out).print();
    out.flush();
  }

  private void print() {
    var request = new ScheduleRequest("compare", comparison.given(), Parameter::option);
    out.printf(
        Locale.ROOT,
        "%,d step%s over slots in %s: cost (forward runs of a step on average)%n",
        comparison.steps(),
        comparison.steps() == 1 ? "" : "s",
        comparison.place());
    out.printf("where %s%s%n%n", request.stepPrices(), storage(request));
    List<TradeOff> varying =
        comparison.curves().stream().filter(curve -> !curve.contender().fixed()).toList();
    if (!varying.isEmpty()) {
      rows(varying);
      out.println();
    }
    remarks();
    if (varying.size() < comparison.curves().size()) {
      out.println();
    }
    for (TradeOff curve : comparison.curves()) {
      if (curve.contender().fixed()) {
        out.printf(
            "%-22s %s, the data of every step in %s%n",
            curve.contender().kind().label(),
            cell(curve.points().getFirst()),
            curve.contender().kind() == ScheduleKind.SINGLE_MEMORY
                ? "working storage"
                : "files on disk");
      }
    }
  }

  /// As many schedules beside each other as the page is wide.
  private void rows(List<TradeOff> curves) {
    boolean bytes = comparison.entryBytes().isPresent();
    int head = bytes ? 2 * HEAD : HEAD;
    int beside = (WIDTH - head) / CELL;
    for (int from = 0; from < curves.size(); from += beside) {
      if (from > 0) {
        out.println();
      }
      rows(curves.subList(from, Math.min(from + beside, curves.size())), bytes);
    }
  }

  private void rows(List<TradeOff> curves, boolean bytes) {
    boolean split = curves.stream().anyMatch(curve -> !name(curve, 0).isEmpty());
    for (int line = split ? 0 : 1; line < 2; line++) {
      out.print(" ".repeat(line == 0 ? bytes ? 2 * HEAD : HEAD : 0));
      if (line == 1) {
        out.printf(HEAD_FORMAT, "slots");
        if (bytes) {
          out.printf(HEAD_FORMAT, "memory");
        }
      }
      for (TradeOff curve : curves) {
        out.printf(CELL_FORMAT, name(curve, line));
      }
      out.println();
    }
    TradeOff longest =
        Collections.max(curves, Comparator.comparingInt(curve -> curve.points().size()));
    long most = longest.points().getLast().slots();
    NavigableSet<Long> rows = TradeOff.round(most);
    comparison.standing().ifPresent(rows::add);
    for (TradeOff.Point row : longest.points()) {
      long slots = row.slots();
      if (most > ALL_UP_TO && !rows.contains(slots)) {
        continue;
      }
      out.printf(HEAD_FORMAT, count(slots));
      comparison
          .bytes(slots)
          .ifPresent(size -> out.printf(HEAD_FORMAT, ByteSize.text(new BigDecimal(size))));
      for (TradeOff curve : curves) {
        out.printf(CELL_FORMAT, curve.at(slots).map(CompareTable::cell).orElse("-"));
      }
      out.println();
    }
  }

  /// A name in two lines where it is longer than a cell.
  private static String name(TradeOff curve, int line) {
    String name = curve.contender().kind().label();
    int cut = name.length() < CELL ? 0 : name.indexOf('-') + 1;
    return line == 0 ? name.substring(0, cut) : name.substring(cut);
  }

  /// Where the knees are, where the user stands, and what more memory would save there.
  private void remarks() {
    List<TradeOff> varying =
        comparison.curves().stream().filter(curve -> !curve.contender().fixed()).toList();
    if (varying.isEmpty()) {
      return;
    }
    boolean bytes = comparison.entryBytes().isPresent();
    out.printf(REMARK, "", "slots", bytes ? "memory" : "", "cost", "one slot saves");
    out.println(bytes ? String.format(SAVING, "one GiB saves") : "");
    for (TradeOff curve : varying) {
      String name = curve.contender().kind().label();
      curve
          .knee()
          .ifPresentOrElse(
              knee -> remark(curve, name + ", knee", knee),
              () -> out.printf("%s has no knee%n", name));
      comparison.standing().stream()
          .mapToObj(curve::at)
          .flatMap(Optional::stream)
          .forEach(point -> remark(curve, name, point));
    }
  }

  private void remark(TradeOff curve, String where, TradeOff.Point point) {
    out.printf(
        REMARK,
        where,
        count(point.slots()),
        comparison.bytes(point.slots()).map(b -> ByteSize.text(new BigDecimal(b))).orElse(""),
        cell(point),
        saving(point, curve.saving(point, 1)));
    out.println(
        comparison.entryBytes().isPresent()
            ? String.format(SAVING, saving(point, curve.saving(point, comparison.slotsOfGiB())))
            : "");
  }

  /// `4,943 (2.47)`: the cost and the forward steps for each step.
  private static String cell(TradeOff.Point point) {
    return figure(point.cost()) + " (" + runs(point.recomputation().doubleValue()) + ")";
  }

  private static String saving(TradeOff.Point point, BigDecimal saved) {
    if (saved.signum() == 0 || point.cost().signum() == 0) {
      return "nothing";
    }
    BigDecimal percent = saved.movePointRight(2).divide(point.cost(), MathContext.DECIMAL32);
    return String.format(Locale.ROOT, "%s (%.1f%%)", figure(saved), percent);
  }

  private String storage(ScheduleRequest request) {
    List<Level> levels =
        request.has(Parameter.LEVELS)
            ? request.levels()
            : comparison.curves().stream().anyMatch(curve -> curve.contender().usesDisk())
                ? List.of(request.disk(Level.UNBOUNDED))
                : List.of();
    return levels.stream()
        .map(level ->
            ", a write to %s %s and a read %s"
                .formatted(
                    level.location(),
                    Numbers.text(level.writeCost()),
                    Numbers.text(level.readCost())))
        .collect(Collectors.joining());
  }

  /// In at most seven characters: exact up to six digits, from there on four of them.
  private static String figure(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    if (plain.scale() <= 0 && plain.abs().compareTo(new BigDecimal("1e6")) < 0) {
      return String.format(Locale.ROOT, "%,d", plain.toBigIntegerExact());
    }
    double value = number.doubleValue();
    double size = Math.abs(value);
    if (size >= 1e-3 && size < 1e6) {
      int digits = size >= 1e4 ? 0 : size >= 1e3 ? 1 : size >= 100 ? 2 : size >= 10 ? 3 : 4;
      return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
    return power(value, size >= 1e10 || size < 1e-9 ? 2 : 3);
  }

  /// `4.943e6`.
  private static String power(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "e", value)
        .replaceFirst("e\\+0*", "e")
        .replaceFirst("e-0*", "e-");
  }

  private static String runs(double runs) {
    return runs >= 1e4
        ? power(runs, 0)
        : String.format(Locale.ROOT, runs >= 100 ? "%.0f" : runs >= 10 ? "%.1f" : "%.2f", runs);
  }

  private static String count(long slots) {
    return slots < 10_000_000 ? String.format(Locale.ROOT, "%,d", slots) : power(slots, 2);
  }
}

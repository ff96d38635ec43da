package org.checkpointschedules.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
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
        "%,d step%s over slots in %s: cost, and how often each step runs forwards on average%n",
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
    for (TradeOff curve : comparison.curves()) {
      if (curve.contender().fixed()) {
        TradeOff.Point point = curve.points().getFirst();
        out.printf(
            "%-22s %s, the data of every step in %s%n",
            curve.contender().kind().label(),
            cell(point),
            curve.contender().kind() == ScheduleKind.SINGLE_MEMORY
                ? "working storage"
                : "files on disk");
      } else {
        curve
            .knee()
            .ifPresentOrElse(
                knee -> out.println(remark(curve, "knee at", knee)),
                () -> out.printf("%-22s no knee%n", curve.contender().kind().label()));
        comparison.standing().stream()
            .mapToObj(curve::at)
            .flatMap(Optional::stream)
            .forEach(point -> out.println(remark(curve, "at", point)));
      }
    }
  }

  private void rows(List<TradeOff> curves) {
    out.printf("%16s", "slots");
    if (comparison.entryBytes().isPresent()) {
      out.printf("%12s", "memory");
    }
    curves.forEach(curve -> out.printf(" %26s", curve.contender().kind().label()));
    out.println();
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
      out.printf(Locale.ROOT, "%,16d", slots);
      comparison
          .bytes(slots)
          .ifPresent(bytes -> out.printf("%12s", ByteSize.text(new BigDecimal(bytes))));
      for (TradeOff curve : curves) {
        out.printf(" %26s", curve.at(slots).map(CompareTable::cell).orElse("-"));
      }
      out.println();
    }
  }

  private String remark(TradeOff curve, String where, TradeOff.Point point) {
    String memory =
        comparison
            .bytes(point.slots())
            .map(bytes -> " (" + ByteSize.text(new BigDecimal(bytes)) + ")")
            .orElse("");
    String gib =
        comparison.entryBytes().isPresent()
            ? ", one more GiB " + saving(point, curve.saving(point, comparison.slotsOfGiB()))
            : "";
    return String.format(
        Locale.ROOT,
        "%-22s %s %,d slot%s%s: %s; one more slot saves %s%s",
        curve.contender().kind().label(),
        where,
        point.slots(),
        point.slots() == 1 ? "" : "s",
        memory,
        cell(point),
        saving(point, curve.saving(point, 1)),
        gib);
  }

  /// `4,943 (2.47)`: the cost and the forward steps for each step.
  private static String cell(TradeOff.Point point) {
    return figure(point.cost()) + " (" + figure(point.recomputation(), 2) + ")";
  }

  private static String saving(TradeOff.Point point, BigDecimal saved) {
    if (saved.signum() == 0 || point.cost().signum() == 0) {
      return "nothing";
    }
    BigDecimal percent = saved.movePointRight(2).divide(point.cost(), MathContext.DECIMAL32);
    return figure(saved) + " (" + figure(percent, 1) + " %)";
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

  /// Grouped, to at most six digits behind the point, and from 10^15 on as a power of ten.
  private static String figure(BigDecimal number) {
    BigDecimal plain =
        number.setScale(
            Math.min(6, Math.max(0, number.stripTrailingZeros().scale())), RoundingMode.HALF_UP);
    return plain.precision() - plain.scale() > 15
        ? String.format(Locale.ROOT, "%.6e", plain)
        : figure(plain, plain.scale());
  }

  private static String figure(BigDecimal number, int digits) {
    return number.abs().compareTo(new BigDecimal("1e9")) >= 0 && digits > 0
        ? String.format(Locale.ROOT, "%.3e", number)
        : String.format(Locale.ROOT, "%,." + digits + "f", number);
  }
}

package org.checkpointschedules.cli;

import java.util.Map;
import org.checkpointschedules.examples.fwi.FwiSettings;
import org.checkpointschedules.examples.fwi.VelocityLayout.Order;
import org.checkpointschedules.examples.fwi.VelocityLayout.Unit;
import picocli.CommandLine.Option;

/// How the numbers of `--velocity` are to be understood.
final class VelocityOptions {
  private static final Map<String, Order> ORDERS = Map.of("xz", Order.XZ, "zx", Order.ZX);
  private static final Map<String, Unit> UNITS = Map.of("km/s", Unit.KM_PER_S, "m/s", Unit.M_PER_S);

  @Option(
      names = "--order",
      paramLabel = "xz|zx",
      description =
          "the order of the file's indices: xz, [x, z], depth runs fastest; zx, [z, x], x runs"
              + " fastest (default: xz, unless FILE.npy fits --shape only as zx)")
  private String order;

  @Option(
      names = "--unit",
      paramLabel = "km/s|m/s",
      description = "the unit of the file's numbers (default: km/s)")
  private String unit;

  void apply(FwiSettings.Builder settings) {
    if (order != null) {
      settings.order(
          one("--order", order, ORDERS, "xz (depth runs fastest) or zx (x runs fastest)"));
    }
    if (unit != null) {
      settings.unit(one("--unit", unit, UNITS, "km/s or m/s"));
    }
  }

  private static <T> T one(String name, String text, Map<String, T> choices, String allowed) {
    if (!choices.containsKey(text)) {
      throw new WrongRequest(name, Numbers.quoted(text), allowed);
    }
    return choices.get(text);
  }
}

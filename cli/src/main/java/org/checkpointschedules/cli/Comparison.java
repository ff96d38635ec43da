package org.checkpointschedules.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plot.TradeOffChart;
import tools.jackson.core.JsonGenerator;

/// Schedules over their slots: what `compare` found.
///
/// @param given what was given
/// @param curves a schedule each
/// @param entryBytes bytes of an entry, if known
/// @param standing the slots that the user has, if said
/// @param varied the level whose slots vary, where levels are spelled out
record Comparison(
    long steps,
    Map<Parameter, Object> given,
    List<TradeOff> curves,
    OptionalLong entryBytes,
    OptionalLong standing,
    Optional<StorageLocation> varied) {

  /// Where the slots are that vary.
  StorageLocation place() {
    return varied.orElse(StorageLocation.RAM);
  }

  /// @throws org.checkpointschedules.InvalidArgumentException if nothing costs anything, or too
  ///   much
  TradeOffChart chart() {
    return TradeOffChart.of(
        String.format(Locale.ROOT, "%,d steps, slots in %s", steps, place()),
        entryBytes.isPresent() ? TradeOffChart.Memory.BYTES : TradeOffChart.Memory.SLOTS,
        "units of cost",
        curves.stream().map(curve -> curve.curve(entryBytes)).flatMap(Optional::stream).toList());
  }

  /// Bytes of so many entries.
  Optional<BigInteger> bytes(long slots) {
    return entryBytes.isPresent()
        ? Optional.of(
            BigInteger.valueOf(slots).multiply(BigInteger.valueOf(entryBytes.getAsLong())))
        : Optional.empty();
  }

  /// How many entries go into one more GiB; 0 where their size is not known.
  long slotsOfGiB() {
    return entryBytes.isPresent() ? ByteSize.GIB / entryBytes.getAsLong() : 0;
  }

  void json(OutputStream out) {
    JsonLine.write(
        out,
        json -> {
          json.writeNumberProperty("steps", steps);
          json.writeStringProperty("level", place().name());
          json.writeArrayPropertyStart("schedules");
          for (TradeOff curve : curves) {
            json.writeStartObject();
            json.writeStringProperty("schedule", curve.contender().kind().label());
            json.writeName("knee");
            curve.knee().ifPresentOrElse(knee -> json.writeNumber(knee.slots()), json::writeNull);
            json.writeArrayPropertyStart("points");
            write(json, curve);
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private void write(JsonGenerator json, TradeOff curve) {
    List<BigDecimal> bySlot = curve.savings(1);
    List<BigDecimal> byGiB = curve.savings(slotsOfGiB());
    for (int i = 0; i < bySlot.size(); i++) {
      TradeOff.Point point = curve.points().get(i);
      json.writeStartObject();
      json.writeNumberProperty("slots", point.slots());
      bytes(point.slots()).ifPresent(bytes -> json.writeNumberProperty("bytes", bytes));
      json.writeNumberProperty("forwardSteps", point.forecast().forwardSteps());
      figure(json, "recomputation", point.recomputation());
      figure(json, "cost", point.cost());
      json.writeBooleanProperty("optimal", point.forecast().optimal());
      figure(json, "oneMoreSlotSaves", bySlot.get(i));
      if (entryBytes.isPresent()) {
        figure(json, "oneMoreGiBSaves", byGiB.get(i));
      }
      json.writeEndObject();
    }
  }

  private static void figure(JsonGenerator json, String name, BigDecimal figure) {
    json.writeName(name);
    Summary.write(json, figure);
  }

  void csv(OutputStream stream) {
    var out = new PrintStream(stream, false, StandardCharsets.UTF_8);
    String bytes = entryBytes.isPresent() ? ",bytes" : "";
    String gib = entryBytes.isPresent() ? ",one_more_gib_saves" : "";
    out.print(
        "schedule,slots"
            + bytes
            + ",forward_steps,recomputation,cost,optimal,one_more_slot_saves"
            + gib
            + ",knee\n");
    for (TradeOff curve : curves) {
      long knee = curve.knee().map(TradeOff.Point::slots).orElse(-1L);
      List<BigDecimal> bySlot = curve.savings(1);
      List<BigDecimal> byGiB = curve.savings(slotsOfGiB());
      for (int i = 0; i < bySlot.size(); i++) {
        TradeOff.Point point = curve.points().get(i);
        out.printf(
            Locale.ROOT,
            "%s,%d%s,%d,%s,%s,%b,%s%s,%b\n",
            curve.contender().kind().label(),
            point.slots(),
            bytes(point.slots()).map(size -> "," + size).orElse(""),
            point.forecast().forwardSteps(),
            Numbers.text(point.recomputation()),
            Numbers.text(point.cost()),
            point.forecast().optimal(),
            Numbers.text(bySlot.get(i)),
            entryBytes.isPresent() ? "," + Numbers.text(byGiB.get(i)) : "",
            point.slots() == knee);
      }
    }
    out.flush();
  }
}

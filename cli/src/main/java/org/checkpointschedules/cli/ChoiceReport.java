package org.checkpointschedules.cli;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.choose.Candidate;
import org.checkpointschedules.choose.Choice;
import org.checkpointschedules.choose.Prediction;
import tools.jackson.core.JsonGenerator;

/// A [Choice] for people, and as members of a JSON object.
final class ChoiceReport {
  private static final MathContext DIGITS = new MathContext(6);

  private ChoiceReport() {}

  /// One line of why, and the table of the alternatives.
  static void print(Choice choice, PrintStream out) {
    out.println(choice.why());
    out.println();
    String row = "%-38s %10s %9s %12s %11s %11s%n";
    out.printf(row, "schedule", "seconds", "runs", "bytes moved", "memory", "other levels");
    for (Candidate candidate : choice.candidates()) {
      BigInteger memory = candidate.peakBytes().get(StorageLocation.RAM);
      BigInteger all =
          candidate.peakBytes().values().stream().reduce(BigInteger.ZERO, BigInteger::add);
      out.printf(
          row,
          candidate.label(),
          seconds(candidate.prediction().seconds()),
          figure(candidate.recomputation()),
          bytes(candidate.allBytesMoved()),
          bytes(memory),
          bytes(all.subtract(memory)));
    }
    choice
        .excluded()
        .forEach((label, reason) -> out.printf("%-38s %s%n", label, shortened(reason)));
    out.println();
    out.println(
        "runs: how often each step runs forwards on average; memory: slots, working storage");
    out.println("and buffers at their peak; seconds are predicted");
    out.println();
  }

  static void write(JsonGenerator json, Choice choice) {
    Prediction best = choice.best().prediction();
    json.writeStringProperty("choice", choice.best().label());
    json.writeStringProperty("why", choice.why());
    number(json, "predictedSeconds", best.seconds());
    number(json, "predictedForwardSeconds", best.forwardSeconds());
    number(json, "predictedReverseSeconds", best.reverseSeconds());
    number(json, "predictedHiddenSeconds", best.hiddenSeconds());
    number(json, "predictedExposedSeconds", best.exposedSeconds());
    json.writeArrayPropertyStart("alternatives");
    for (Candidate candidate : choice.candidates()) {
      json.writeStartObject();
      json.writeStringProperty("schedule", candidate.label());
      number(json, "predictedSeconds", candidate.prediction().seconds());
      number(json, "recomputation", candidate.recomputation());
      bytes(json, "bytesMoved", candidate.bytesMoved());
      bytes(json, "peakBytes", candidate.peakBytes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectPropertyStart("excluded");
    choice.excluded().forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, double value) {
    json.writeName(name);
    Summary.write(json, new BigDecimal(value).round(DIGITS));
  }

  private static void bytes(
      JsonGenerator json, String name, Map<StorageLocation, BigInteger> bytes) {
    json.writeObjectPropertyStart(name);
    bytes.forEach((level, amount) -> json.writeNumberProperty(level.name(), amount));
    json.writeEndObject();
  }

  static String seconds(double seconds) {
    return seconds >= 1e7
        ? String.format(Locale.ROOT, "%.3e", seconds)
        : String.format(Locale.ROOT, seconds >= 100 ? "%,.0f" : "%.4g", seconds);
  }

  private static String figure(double runs) {
    return String.format(Locale.ROOT, runs >= 1e5 ? "%.2e" : "%,.2f", runs);
  }

  private static String bytes(BigInteger bytes) {
    return ByteSize.text(new BigDecimal(bytes));
  }

  private static String shortened(String reason) {
    return reason.length() <= 60 ? reason : reason.substring(0, 57) + "...";
  }
}

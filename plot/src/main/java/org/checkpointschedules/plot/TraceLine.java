package org.checkpointschedules.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One JSON object of a trace, each field of which must be asked for and no other may be there.
final class TraceLine {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final JsonNode node;
  private final long number;
  private final Set<String> unread = new TreeSet<>();

  private TraceLine(JsonNode node, long number) {
    this.node = node;
    this.number = number;
    unread.addAll(node.propertyNames());
  }

  static TraceLine parse(String line, long number) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JacksonException e) {
      throw refused(number, line, "one whole JSON object (" + e.getOriginalMessage() + ")");
    }
    if (!node.isObject()) {
      throw refused(number, line, "one JSON object");
    }
    return new TraceLine(node, number);
  }

  TraceHeader header() {
    long version = whole("trace");
    if (version != TraceReader.VERSION) {
      throw refused(number, "trace version " + version, "version " + TraceReader.VERSION);
    }
    long steps = whole("steps");
    String schedule = text("schedule");
    List<Level> levels = levels();
    done();
    return new TraceHeader(steps, schedule, levels);
  }

  TimedAction action(long index) {
    if (whole("i") != index) {
      throw refused(number, "i " + node.get("i"), "i " + index + ", the number of the action");
    }
    Action action = action();
    var timed = new TimedAction(action, whole("start"), whole("nanos"), whole("bytes"));
    done();
    return timed;
  }

  private Action action() {
    String name = text("action");
    return switch (name) {
      case "Forward" ->
          new Forward(
              whole("n0"),
              whole("n1"),
              flag("writeIcs"),
              flag("writeAdjDeps"),
              StorageLocation.of(text("storage")));
      case "Reverse" -> new Reverse(whole("n0"), whole("n1"), flag("clearAdjDeps"));
      case "Copy" ->
          new Copy(
              whole("n"),
              StorageLocation.of(text("from")),
              StorageLocation.of(text("to")),
              flag("delete"));
      case "EndForward" -> new EndForward();
      case "EndReverse" -> new EndReverse();
      default ->
          throw refused(
              number, "action " + name, "Forward, Reverse, Copy, EndForward or EndReverse");
    };
  }

  private List<Level> levels() {
    JsonNode array = field("levels");
    if (!array.isArray()) {
      throw refused(number, "levels " + array, "an array of levels");
    }
    var levels = new ArrayList<Level>();
    for (JsonNode element : array) {
      if (!element.isObject()) {
        throw refused(number, "level " + element, "an object with name, slots, write and read");
      }
      var level = new TraceLine(element, number);
      levels.add(
          new Level(
              StorageLocation.level(level.text("name")),
              level.slots(),
              level.cost("write"),
              level.cost("read")));
      level.done();
    }
    return levels;
  }

  private long slots() {
    if (field("slots").isNull()) {
      return Level.UNBOUNDED;
    }
    return whole("slots");
  }

  private BigDecimal cost(String name) {
    JsonNode value = field(name);
    if (!value.isNumber()) {
      throw refused(number, name + " " + value, "a number");
    }
    return value.decimalValue();
  }

  private long whole(String name) {
    JsonNode value = field(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw refused(number, name + " " + value, "a whole number");
    }
    return value.longValue();
  }

  private boolean flag(String name) {
    JsonNode value = field(name);
    if (!value.isBoolean()) {
      throw refused(number, name + " " + value, "true or false");
    }
    return value.booleanValue();
  }

  private String text(String name) {
    JsonNode value = field(name);
    if (!value.isString()) {
      throw refused(number, name + " " + value, "a string");
    }
    return value.stringValue();
  }

  private JsonNode field(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw refused(number, node, "a field " + name);
    }
    unread.remove(name);
    return value;
  }

  private void done() {
    if (!unread.isEmpty()) {
      throw refused(number, "field " + unread.iterator().next(), "the fields of docs/trace.md");
    }
  }

  private static InvalidArgumentException refused(long number, Object value, String allowed) {
    String text = String.valueOf(value);
    String shown = text.length() <= 120 ? text : text.substring(0, 120) + "...";
    return new InvalidArgumentException("line " + number + " of the trace", shown, allowed);
  }
}

package org.checkpointschedules.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// An action as one JSON object, its fields named as the records name theirs:
///
/// ```json
/// {"action":"Forward","n0":0,"n1":4,"writeIcs":true,"writeAdjDeps":false,"storage":"RAM"}
/// {"action":"Reverse","n0":10,"n1":9,"clearAdjDeps":true}
/// {"action":"Copy","n":4,"from":"RAM","to":"TAPE","delete":true}
/// {"action":"EndForward"}
/// {"action":"EndReverse"}
/// ```
///
/// Printing needs no escapes, since the names of storage locations are letters, digits, `_` and
/// `-`.
final class JsonAction {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final byte[] FORWARD = Notation.ascii("{\"action\":\"Forward\",\"n0\":");
  private static final byte[] REVERSE = Notation.ascii("{\"action\":\"Reverse\",\"n0\":");
  private static final byte[] N1 = Notation.ascii(",\"n1\":");
  private static final byte[] ICS = Notation.ascii(",\"writeIcs\":");
  private static final byte[] DEPS = Notation.ascii(",\"writeAdjDeps\":");
  private static final byte[] STORAGE = Notation.ascii(",\"storage\":\"");
  private static final byte[] CLEAR = Notation.ascii(",\"clearAdjDeps\":");
  private static final byte[] COPY = Notation.ascii("{\"action\":\"Copy\",\"n\":");
  private static final byte[] FROM = Notation.ascii(",\"from\":\"");
  private static final byte[] TO = Notation.ascii("\",\"to\":\"");
  private static final byte[] DELETE = Notation.ascii("\",\"delete\":");
  private static final byte[] TRUE = Notation.ascii("true");
  private static final byte[] FALSE = Notation.ascii("false");
  private static final byte[] END_FORWARD = Notation.ascii("{\"action\":\"EndForward\"}");
  private static final byte[] END_REVERSE = Notation.ascii("{\"action\":\"EndReverse\"}");
  private static final byte[] END_TEXT = Notation.ascii("\"}");

  private final String line;
  private final Map<String, Object> fields;

  private JsonAction(String line, Map<String, Object> fields) {
    this.line = line;
    this.fields = fields;
  }

  static void print(Action action, ByteLines out) throws IOException {
    switch (action) {
      case Forward f ->
          out.append(FORWARD)
              .append(f.n0())
              .append(N1)
              .append(f.n1())
              .append(ICS)
              .append(f.writeIcs() ? TRUE : FALSE)
              .append(DEPS)
              .append(f.writeAdjDeps() ? TRUE : FALSE)
              .append(STORAGE)
              .append(f.storage().name())
              .append(END_TEXT);
      case Reverse r ->
          out.append(REVERSE)
              .append(r.n0())
              .append(N1)
              .append(r.n1())
              .append(CLEAR)
              .append(r.clearAdjDeps() ? TRUE : FALSE)
              .append('}');
      case Copy c ->
          out.append(COPY)
              .append(c.n())
              .append(FROM)
              .append(c.from().name())
              .append(TO)
              .append(c.to().name())
              .append(DELETE)
              .append(c.delete() ? TRUE : FALSE)
              .append('}');
      case EndForward _ -> out.append(END_FORWARD);
      case EndReverse _ -> out.append(END_REVERSE);
    }
  }

  /// @throws InvalidArgumentException if the line is no such object, lacks a field or has another
  static Action parse(String line) {
    var json = new JsonAction(line, fields(line));
    return switch (json.text("action")) {
      case "Forward" -> {
        json.expect(6);
        yield new Forward(
            json.step("n0"),
            json.step("n1"),
            json.flag("writeIcs"),
            json.flag("writeAdjDeps"),
            json.place("storage"));
      }
      case "Reverse" -> {
        json.expect(4);
        yield new Reverse(json.step("n0"), json.step("n1"), json.flag("clearAdjDeps"));
      }
      case "Copy" -> {
        json.expect(5);
        yield new Copy(json.step("n"), json.place("from"), json.place("to"), json.flag("delete"));
      }
      case "EndForward" -> {
        json.expect(1);
        yield new EndForward();
      }
      case "EndReverse" -> {
        json.expect(1);
        yield new EndReverse();
      }
      default -> throw json.refused("Forward, Reverse, Copy, EndForward or EndReverse as action");
    };
  }

  private static Map<String, Object> fields(String line) {
    var fields = new HashMap<String, Object>();
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notJson(line);
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        fields.put(
            name,
            switch (parser.nextToken()) {
              case VALUE_NUMBER_INT -> parser.getLongValue();
              case VALUE_STRING -> parser.getString();
              case VALUE_TRUE -> true;
              case VALUE_FALSE -> false;
              case null, default -> throw notJson(line);
            });
      }
      if (parser.nextToken() != null) {
        throw notJson(line);
      }
      return fields;
    } catch (JacksonException e) {
      throw notJson(line);
    }
  }

  private static InvalidArgumentException notJson(String line) {
    return new InvalidArgumentException(
        "action", Numbers.quoted(line), "one JSON object of texts, whole numbers and booleans");
  }

  private void expect(int count) {
    if (fields.size() != count) {
      throw refused("the " + count + " fields of " + fields.get("action") + " and no other");
    }
  }

  private String text(String name) {
    return fields.get(name) instanceof String text ? text : missing(name, "a text");
  }

  private long step(String name) {
    return fields.get(name) instanceof Long step
        ? step
        : this.<Long>missing(name, "a whole number");
  }

  private boolean flag(String name) {
    return fields.get(name) instanceof Boolean flag
        ? flag
        : this.<Boolean>missing(name, "true or false");
  }

  private StorageLocation place(String name) {
    return StorageLocation.of(text(name));
  }

  private <T> T missing(String name, String what) {
    throw refused(what + " as " + name);
  }

  private InvalidArgumentException refused(String allowed) {
    return new InvalidArgumentException("action", Numbers.quoted(line), allowed);
  }
}

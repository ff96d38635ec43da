package org.checkpointschedules.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.checkpointschedules.Level;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads a batch request: one JSON object whose keys are the options in camel case.
final class JsonRequest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Map<String, Parameter> KEYS = new HashMap<>();

  static {
    for (Parameter parameter : Parameter.values()) {
      KEYS.put(parameter.key(), parameter);
    }
  }

  private static final Set<String> LEVEL_KEYS = Set.of("name", "slots", "write", "read");

  private final JsonNode object;

  private JsonRequest(JsonNode object) {
    this.object = object;
  }

  /// @throws WrongRequest if the line is no JSON object
  static JsonRequest parse(String line) {
    try {
      JsonNode node = MAPPER.readTree(line);
      if (!node.isObject()) {
        throw new WrongRequest("request", shown(node), "one JSON object on each line");
      }
      return new JsonRequest(node);
    } catch (JacksonException e) {
      String reason = e.getOriginalMessage().strip().replaceAll("\\s*\\R\\s*", " ");
      throw new WrongRequest("request is no JSON object: " + reason);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new WrongRequest("request has a number whose exponent is too large");
    }
  }

  /// How the answer's lines are to be spelled; null for none.
  Notation notation() {
    return switch (text("format", "summary")) {
      case "summary" -> null;
      case "upstream" -> Notation.UPSTREAM;
      case "actions" -> Notation.ACTIONS;
      default ->
          throw new WrongRequest(
              "format", shown(object.get("format")), "summary, upstream, actions");
    };
  }

  /// The part of the lines that is asked for, where it is not all of them.
  ///
  /// @throws WrongRequest if one of its keys is missing, or there are no lines to count
  Optional<Page> page() {
    if (!object.has("from") && !object.has("count")) {
      return Optional.empty();
    }
    if (notation() == null) {
      throw new WrongRequest("from and count need lines; allowed: with format upstream or actions");
    }
    if (!object.has("from") || !object.has("count")) {
      throw new WrongRequest("from and count; allowed: both, or neither");
    }
    long from = whole("from", 0, Long.MAX_VALUE - 1);
    return Optional.of(new Page(from, (int) whole("count", 1, Page.LARGEST)));
  }

  private long whole(String key, long least, long most) {
    JsonNode node = object.get(key);
    return Numbers.whole(key, decimal(node), shown(node), least, most);
  }

  /// The request without what says how, and in which pieces, it is answered.
  JsonNode subject() {
    return ((ObjectNode) object.deepCopy()).without(Set.of("id", "format", "from", "count"));
  }

  /// The request to choose, where it is one.
  ///
  /// @throws WrongRequest if a key is unknown or a value is not of its kind
  Optional<AutoRequest> auto() {
    if (!object.has(Parameter.AUTO.key())) {
      return Optional.empty();
    }
    Map<Parameter, Object> given = given();
    if (!AutoRequest.in(given)) {
      return Optional.empty();
    }
    if (object.has("schedule")) {
      throw new WrongRequest(
          "schedule", shown(object.get("schedule")), "nothing there, since auto chooses it");
    }
    return Optional.of(new AutoRequest(given, Parameter::key));
  }

  /// @throws WrongRequest if a key is unknown or a value is not of its kind
  ScheduleRequest schedule() {
    Map<Parameter, Object> given = given();
    if (!object.has("schedule")) {
      throw new WrongRequest("schedule is missing; allowed: " + ScheduleKind.names());
    }
    var request = new ScheduleRequest(text("schedule", ""), given, Parameter::key);
    if (!request.saysSteps()) {
      throw new WrongRequest("steps is missing; a schedule needs a whole number there");
    }
    return request;
  }

  private Map<Parameter, Object> given() {
    var given = new EnumMap<Parameter, Object>(Parameter.class);
    object
        .properties()
        .forEach(property -> {
          String key = property.getKey();
          Parameter parameter = KEYS.get(key);
          if (parameter != null) {
            given.put(parameter, value(parameter, property.getValue()));
          } else if (!Set.of("id", "schedule", "format", "from", "count").contains(key)) {
            throw new WrongRequest(
                "key " + Numbers.quoted(key) + " is unknown; allowed: " + allowedKeys());
          }
        });
    return given;
  }

  private static Object value(Parameter parameter, JsonNode node) {
    String name = parameter.key();
    return switch (parameter.kind()) {
      case WHOLE ->
          Numbers.whole(name, decimal(node), shown(node), parameter.least(), parameter.most());
      case SLOTS ->
          node.isString()
              ? parameter.value(name, node.stringValue())
              : Numbers.whole(
                  name, decimal(node), shown(node), parameter.least(), parameter.most());
      case BYTES -> parameter.value(name, node.isString() ? node.stringValue() : node.toString());
      case COST -> Numbers.cost(name, decimal(node), shown(node));
      case CHOICE -> parameter.value(name, node.isString() ? node.stringValue() : node.toString());
      case FLAG -> {
        if (!node.isBoolean()) {
          throw new WrongRequest(name, shown(node), "true or false");
        }
        yield node.booleanValue();
      }
      case LEVELS -> levels(name, node);
      case COSTS, SIZES -> list(parameter, node);
    };
  }

  private static List<? extends Number> list(Parameter parameter, JsonNode nodes) {
    String name = parameter.key();
    if (!nodes.isArray() || nodes.isEmpty()) {
      throw new WrongRequest(name, shown(nodes), "an array of numbers, one for each step");
    }
    var numbers = new ArrayList<Number>();
    for (JsonNode node : nodes) {
      String each = name + "[" + numbers.size() + "]";
      numbers.add(
          parameter.kind() == Parameter.Kind.COSTS
              ? Numbers.cost(each, decimal(node), shown(node))
              : (Number)
                  (int) Numbers.whole(each, decimal(node), shown(node), 0, Integer.MAX_VALUE));
    }
    return numbers;
  }

  private static List<Level> levels(String name, JsonNode nodes) {
    String allowed = "an array of objects {name, slots, write, read}, fastest level first";
    if (!nodes.isArray() || nodes.isEmpty()) {
      throw new WrongRequest(name, shown(nodes), allowed);
    }
    var levels = new ArrayList<Level>();
    for (JsonNode node : nodes) {
      if (!node.isObject()
          || !Set.copyOf(node.propertyNames()).equals(LEVEL_KEYS)
          || !node.get("name").isString()) {
        throw new WrongRequest(name, shown(node), allowed);
      }
      levels.add(
          ScheduleOptions.level(
              name,
              node.get("name").stringValue(),
              Numbers.whole(
                  name + " slots",
                  decimal(node.get("slots")),
                  shown(node.get("slots")),
                  0,
                  Level.UNBOUNDED - 1),
              Numbers.cost(name + " write", decimal(node.get("write")), shown(node.get("write"))),
              Numbers.cost(name + " read", decimal(node.get("read")), shown(node.get("read")))));
    }
    return levels;
  }

  private String text(String key, String otherwise) {
    JsonNode node = object.get(key);
    if (node == null) {
      return otherwise;
    }
    if (!node.isString()) {
      throw new WrongRequest(key, shown(node), "a text");
    }
    return node.stringValue();
  }

  private static BigDecimal decimal(JsonNode node) {
    return node.isNumber() ? node.decimalValue() : null;
  }

  private static String shown(JsonNode node) {
    return node.isNumber() ? Numbers.shortened(node.toString()) : Numbers.quoted(node.toString());
  }

  private static String allowedKeys() {
    var keys = new StringBuilder("id, schedule, format, from, count");
    for (Parameter parameter : Parameter.values()) {
      keys.append(", ").append(parameter.key());
    }
    return keys.toString();
  }
}

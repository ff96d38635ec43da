package org.checkpointschedules.spark.example;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.checkpointschedules.InvalidArgumentException;

/// Arguments `--name value`.
final class Options {
  private final Map<String, String> values = new LinkedHashMap<>();

  /// @throws InvalidArgumentException if an option is unknown, given twice or has no value
  Options(String[] arguments, String... known) {
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i];
      if (!List.of(known).contains(name)) {
        throw new InvalidArgumentException("option", name, String.join(", ", known));
      }
      if (i + 1 == arguments.length || values.put(name, arguments[i + 1]) != null) {
        throw new InvalidArgumentException(name, "without a value or given twice", "one value");
      }
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  int whole(String name, int otherwise) {
    return number(name, Integer::valueOf, "a whole number").orElse(otherwise);
  }

  Optional<Double> decimal(String name) {
    return number(name, Double::valueOf, "a number");
  }

  private <N> Optional<N> number(String name, Function<String, N> parse, String allowed) {
    try {
      return text(name).map(parse);
    } catch (NumberFormatException _) {
      throw new InvalidArgumentException(name, values.get(name), allowed);
    }
  }
}

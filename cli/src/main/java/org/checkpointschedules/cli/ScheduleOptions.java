package org.checkpointschedules.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The [Parameter]s as options of a command.
final class ScheduleOptions {
  private ScheduleOptions() {}

  /// Gives the command an option for each parameter.
  static void add(CommandSpec command, Set<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      var option =
          OptionSpec.builder(parameter.option())
              .description(parameter.help())
              .paramLabel(parameter.label());
      switch (parameter.kind()) {
        case FLAG -> option.type(boolean.class).arity("0");
        case LEVELS -> option.type(String[].class).arity("1");
        case WHOLE, SLOTS, BYTES, COST, CHOICE, COSTS, SIZES ->
            option.type(String.class).arity("1");
      }
      command.addOption(option.build());
    }
  }

  /// The values given.
  static Map<Parameter, Object> given(ParseResult parsed) {
    var given = new EnumMap<Parameter, Object>(Parameter.class);
    for (Parameter parameter : Parameter.values()) {
      String name = parameter.option();
      if (!parsed.hasMatchedOption(name)) {
        continue;
      }
      given.put(
          parameter,
          switch (parameter.kind()) {
            case FLAG -> parsed.<Boolean>matchedOptionValue(name, true);
            case LEVELS -> levels(name, parsed.matchedOptionValue(name, new String[0]));
            case WHOLE, SLOTS, BYTES, COST, CHOICE ->
                parameter.value(name, parsed.<String>matchedOptionValue(name, ""));
            case COSTS, SIZES ->
                NumberFile.read(parameter, Path.of(parsed.matchedOptionValue(name, "")));
          });
    }
    return given;
  }

  private static List<Level> levels(String name, String[] texts) {
    var levels = new ArrayList<Level>();
    for (String text : texts) {
      String[] parts = text.split(":", -1);
      if (parts.length != 4) {
        throw new WrongRequest(name, Numbers.quoted(text), Parameter.LEVELS.label());
      }
      levels.add(
          level(
              name + " " + text,
              parts[0],
              Numbers.whole(name + " " + text + ": SLOTS", parts[1], 0, Level.UNBOUNDED - 1),
              Numbers.cost(name + " " + text + ": WRITE", parts[2]),
              Numbers.cost(name + " " + text + ": READ", parts[3])));
    }
    return levels;
  }

  static Level level(
      String name,
      String level,
      long slots,
      java.math.BigDecimal write,
      java.math.BigDecimal read) {
    try {
      return new Level(StorageLocation.level(level), slots, write, read);
    } catch (InvalidArgumentException e) {
      throw new WrongRequest(name + ": " + e.getMessage());
    }
  }
}

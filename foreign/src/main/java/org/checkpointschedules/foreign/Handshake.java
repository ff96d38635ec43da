package org.checkpointschedules.foreign;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.checkpointschedules.InvalidArgumentException;

/// A solver's answer to `hello`.
final class Handshake {
  private static final int VERSION = 1;
  private static final Set<String> NEEDED =
      Set.of("protocol", "name", "steps", "state", "data", "adjoint", "gradient", "fingerprint");

  /// What may be left out.
  private static final String CONTROL = "control";

  private static final Map<String, Integer> ELEMENTS =
      Map.of("float64", Double.BYTES, "float32", Float.BYTES);

  private Handshake() {}

  /// Whether the answer may contain such a line.
  static boolean expects(String line) {
    String key = line.split(" ", 2)[0];
    return NEEDED.contains(key) || key.equals(CONTROL);
  }

  /// @param fault ends the solver and makes the exception, from what it did
  static Declaration read(List<String> lines, Function<String, SolverException> fault) {
    var values = new HashMap<String, String>();
    for (String line : lines) {
      String[] parts = line.split(" ", 2);
      if (parts.length < 2 || values.put(parts[0], parts[1].strip()) != null) {
        throw fault.apply("answered " + Answers.quoted(line) + ", which says nothing, or again");
      }
    }
    String protocol = values.getOrDefault("protocol", "none");
    if (!protocol.equals("" + VERSION)) {
      throw fault.apply(
          "speaks version %s of the protocol, where %d is allowed"
              .formatted(Answers.quoted(protocol), VERSION));
    }
    for (String key : NEEDED.stream().sorted().toList()) {
      if (!values.containsKey(key)) {
        throw fault.apply("did not declare '" + key + "'");
      }
    }
    String name = Answers.printable(values.get("name"));
    String[] gradient = numbers("gradient", values.get("gradient"), fault);
    long control = 0;
    if (values.containsKey(CONTROL)) {
      String[] declared = numbers(CONTROL, values.get(CONTROL), fault);
      control = whole(CONTROL, declared[0], fault);
      if (control < 1 || !declared[1].equals(gradient[1])) {
        throw new InvalidArgumentException(
            "control of " + name,
            "of %d bytes, %s".formatted(control, declared[1]),
            "as the gradient with respect to it, %s bytes, %s".formatted(gradient[0], gradient[1]));
      }
    }
    String[] state = values.get("state").split(" +");
    if (state.length > 1) {
      state = numbers("state", values.get("state"), fault);
    }
    return new Declaration(
        name,
        whole("steps", values.get("steps"), fault),
        whole("state", state[0], fault),
        whole("data", values.get("data"), fault),
        whole("adjoint", values.get("adjoint"), fault),
        whole("gradient", gradient[0], fault),
        control,
        ELEMENTS.get(gradient[1]),
        state.length > 1 ? ELEMENTS.get(state[1]) : 0,
        values.get("fingerprint"));
  }

  /// Bytes, and of which type.
  private static String[] numbers(
      String key, String text, Function<String, SolverException> fault) {
    String[] words = text.split(" +");
    if (words.length != 2 || !ELEMENTS.containsKey(words[1])) {
      throw fault.apply(
          "declared '%s %s', where bytes and float64 or float32 are allowed"
              .formatted(key, Answers.printable(text)));
    }
    return words;
  }

  private static long whole(String key, String text, Function<String, SolverException> fault) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw fault.apply(
          "declared '%s %s', where a whole number is allowed"
              .formatted(key, Answers.printable(text)));
    }
  }
}

package org.checkpointschedules.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line that holds actions as people paste them: with what a log puts before them, in quotes, or
/// several as Python prints a list, the places as Python's `repr` shows them.
///
/// @param prefix what stood before the first action; empty where nothing did
/// @param rank the rank of a parallel job that the prefix names
/// @param actions the spellings of the actions, the notation's own
record PastedLine(String prefix, Optional<String> rank, List<String> actions) {
  /// Colours of a terminal.
  private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");

  private static final Pattern OPENING = Pattern.compile("[\\s\\['\"]*");

  private static final Pattern ACTION =
      Pattern.compile("(?:EndForward|EndReverse|Forward|Reverse|Copy|Move)\\s*\\([^()]*\\)");

  private static final Pattern BETWEEN =
      Pattern.compile("\\s*['\"]?\\s*[,;]\\s*['\"]?\\s*(?=[A-Z])");

  private static final Pattern CLOSING = Pattern.compile("[\\s,;'\"|\\]]*");

  /// `<StorageType.RAM: 0>`, with the names of packages before it or not.
  private static final Pattern REPR =
      Pattern.compile("<(?:\\w+\\.)*(StorageType\\.\\w+)(?:: [^<>,]*)?>");

  private static final Pattern QUALIFIED = Pattern.compile("(?:\\w+\\.)+(?=StorageType\\.)");

  /// What a line must not have of, to be passed over: a mangled action has some of it.
  private static final Pattern LIKE_AN_ACTION =
      Pattern.compile("[(){}<>,=]|(?i:forward|reverse|copy|move)");

  private static final Pattern RULER = Pattern.compile("[-=_+|\\s]+");

  /// The actions of a line; empty where it is not made of whole actions alone, or has none.
  static Optional<PastedLine> of(String line) {
    String text = ESCAPES.matcher(line).replaceAll("").replace('\u00a0', ' ').strip();
    LogPrefix prefix = LogPrefix.of(text);
    String cut = text.substring(0, prefix.length()).strip();
    String rest = text.substring(prefix.length());
    if (rest.startsWith("{")) {
      return Optional.of(new PastedLine(cut, prefix.rank(), List.of(object(rest))));
    }
    List<String> actions = actions(rest);
    return actions.isEmpty()
        ? Optional.empty()
        : Optional.of(new PastedLine(cut, prefix.rank(), actions));
  }

  /// Whether an action stands in the line at all.
  static boolean names(String line) {
    return ACTION.matcher(line).find();
  }

  /// Whether the line says nothing of actions: a ruler, a heading, a message without brackets.
  static boolean isForeign(String line) {
    return RULER.matcher(line).matches() || !LIKE_AN_ACTION.matcher(line).find();
  }

  private static String object(String text) {
    int end = text.lastIndexOf('}') + 1;
    return CLOSING.matcher(text.substring(end)).matches() ? text.substring(0, end) : text;
  }

  private static List<String> actions(String text) {
    var actions = new ArrayList<String>();
    Matcher opening = OPENING.matcher(text);
    Matcher action = ACTION.matcher(text);
    Matcher between = BETWEEN.matcher(text);
    int at = opening.lookingAt() ? opening.end() : 0;
    while (action.region(at, text.length()).lookingAt()) {
      actions.add(spelled(action.group()));
      at = action.end();
      if (!between.region(at, text.length()).lookingAt()) {
        return CLOSING.matcher(text.substring(at)).matches() ? actions : List.of();
      }
      at = between.end();
    }
    return List.of();
  }

  private static String spelled(String action) {
    if (action.indexOf('.') < 0) {
      return action;
    }
    String places = REPR.matcher(action).replaceAll("$1");
    return QUALIFIED.matcher(places).replaceAll("").replace("sys.maxsize", "9223372036854775807");
  }
}

package org.checkpointschedules.examples.arrays;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/// Reads as much of Python's literals as the header of a `.npy` file has: a dictionary with strings
/// for keys and, for values, strings, `True`, `False` and tuples of whole numbers. A list, which
/// describes records, is passed over.
final class PythonLiteral {
  private final String text;
  private final NpyFault fault;
  private int at;

  PythonLiteral(String text, NpyFault fault) {
    this.text = text;
    this.fault = fault;
  }

  /// Strings, `Boolean`s, `long[]`s, and an empty `Object[]` for a list.
  Map<String, Object> dictionary() {
    var entries = new LinkedHashMap<String, Object>();
    expect('{');
    while (!accept('}')) {
      String key = string();
      expect(':');
      if (entries.put(key, value()) != null) {
        throw malformed("a second '" + key + "'");
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    blanks();
    if (at != text.length()) {
      throw malformed("the end");
    }
    return entries;
  }

  private Object value() {
    blanks();
    if (at < text.length()) {
      switch (text.charAt(at)) {
        case '\'', '"' -> {
          return string();
        }
        case '(' -> {
          return tuple();
        }
        case '[' -> {
          list();
          return new Object[0];
        }
        case 'T' -> {
          word("True");
          return true;
        }
        case 'F' -> {
          word("False");
          return false;
        }
        default -> {}
      }
    }
    throw malformed("a string, True, False or a tuple");
  }

  private String string() {
    blanks();
    char quote = at < text.length() ? text.charAt(at) : 0;
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0 || text.substring(at, end).contains("\\")) {
      throw malformed("a string in quotes");
    }
    String string = text.substring(at + 1, end);
    at = end + 1;
    return string;
  }

  private long[] tuple() {
    expect('(');
    var numbers = LongStream.builder();
    while (!accept(')')) {
      numbers.add(number());
      if (!accept(',')) {
        expect(')');
        break;
      }
    }
    return numbers.build().toArray();
  }

  private long number() {
    blanks();
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start || at - start > 18) {
      at = start;
      throw malformed("a whole number, 0 or more");
    }
    return Long.parseLong(text.substring(start, at));
  }

  private void list() {
    int depth = 0;
    do {
      if (at == text.length()) {
        throw malformed("]");
      }
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        string();
        continue;
      }
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      at++;
    } while (depth > 0);
  }

  private void word(String word) {
    if (!text.startsWith(word, at)) {
      throw malformed(word);
    }
    at += word.length();
  }

  private boolean accept(char c) {
    blanks();
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw malformed("'" + c + "'");
    }
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private RuntimeException malformed(String wanted) {
    return fault.of("its header lacks %s at character %d".formatted(wanted, at + 1));
  }
}

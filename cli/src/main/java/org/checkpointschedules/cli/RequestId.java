package org.checkpointschedules.cli;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The `id` of a batch request as it is written there, also where the rest of the line cannot be
/// read.
final class RequestId {
  private static final JsonFactory FACTORY = new JsonFactory();

  private static final String NONE = "null";

  private RequestId() {}

  /// The id as JSON, character by character that of the line; `null` where there is none, or none
  /// that can be read.
  static String in(String line) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return NONE;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean id = parser.currentName().equals("id");
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getCharOffset();
        int to = end(parser);
        if (id) {
          return value(line, from, to);
        }
      }
      return NONE;
    } catch (JacksonException e) {
      return NONE;
    }
  }

  private static int end(JsonParser parser) {
    parser.skipChildren();
    // Strings and numbers are read when they are asked for.
    parser.getString();
    return (int) parser.currentLocation().getCharOffset();
  }

  /// A value that nothing follows may have been cut off.
  private static String value(String line, int from, int to) {
    String rest = line.substring(to).stripLeading();
    boolean whole = rest.startsWith(",") || rest.startsWith("}");
    return whole ? line.substring(from, to).strip() : NONE;
  }
}

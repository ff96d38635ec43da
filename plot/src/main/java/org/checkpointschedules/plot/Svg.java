package org.checkpointschedules.plot;

/// Builds the text of an SVG document: no scripts, no references, the same bytes for the same
/// picture.
final class Svg {
  private final StringBuilder text = new StringBuilder(1 << 14);

  /// Adds markup as it stands.
  Svg raw(String markup) {
    text.append(markup);
    return this;
  }

  /// Opens an element; attributes follow.
  Svg open(String name) {
    text.append('<').append(name);
    return this;
  }

  Svg attribute(String name, String value) {
    text.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    return this;
  }

  Svg attribute(String name, double value) {
    text.append(' ').append(name).append("=\"");
    number(value);
    text.append('"');
    return this;
  }

  /// Ends the open tag of an element without content.
  Svg end() {
    text.append("/>\n");
    return this;
  }

  /// Ends the open tag, adds text and closes the element.
  Svg content(String name, String content) {
    text.append('>').append(escaped(content)).append("</").append(name).append(">\n");
    return this;
  }

  Svg line(String style, double x1, double y1, double x2, double y2) {
    return open("line")
        .attribute("class", style)
        .attribute("x1", x1)
        .attribute("y1", y1)
        .attribute("x2", x2)
        .attribute("y2", y2);
  }

  Svg label(String style, double x, double y, String content) {
    return open("text")
        .attribute("class", style)
        .attribute("x", x)
        .attribute("y", y)
        .content("text", content);
  }

  /// A number with two decimals at most.
  Svg number(double value) {
    long hundredths = Math.round(value * 100);
    if (hundredths < 0) {
      text.append('-');
      hundredths = -hundredths;
    }
    text.append(hundredths / 100);
    long fraction = hundredths % 100;
    if (fraction != 0) {
      text.append('.').append(fraction / 10);
      if (fraction % 10 != 0) {
        text.append(fraction % 10);
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  static String escaped(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

package org.checkpointschedules.plot;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/// An SVG document read by the JDK's XML parser.
final class Picture {
  private final List<Element> elements = new ArrayList<>();

  private Picture(Element root) {
    var nodes = root.getElementsByTagName("*");
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
  }

  /// Fails if the document is not well formed.
  static Picture parse(String svg) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    var bytes = new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8));
    return new Picture(factory.newDocumentBuilder().parse(bytes).getDocumentElement());
  }

  List<Element> elements() {
    return elements;
  }

  /// The elements of that name that have that class, among others.
  List<Element> with(String name, String style) {
    return elements.stream()
        .filter(e -> e.getTagName().equals(name))
        .filter(e -> List.of(e.getAttribute("class").split(" ")).contains(style))
        .toList();
  }

  List<String> texts() {
    return elements.stream()
        .filter(e -> e.getTagName().equals("text"))
        .map(Element::getTextContent)
        .toList();
  }
}

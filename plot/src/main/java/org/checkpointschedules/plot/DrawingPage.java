package org.checkpointschedules.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.checkpointschedules.Level;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The page: a template, a style sheet and scripts that stand beside this class as resources, and
/// the drawings as data within.
final class DrawingPage {
  private static final List<String> SCRIPTS =
      List.of("page-play.js", "page-paint.js", "page-state.js", "page.js");

  /// The largest whole number that a script counts to exactly.
  private static final long EXACT = 1L << 53;

  private DrawingPage() {}

  static String of(List<Played> drawings) {
    String title =
        drawings.stream().map(Played::title).distinct().collect(Collectors.joining(" and "));
    String script =
        SCRIPTS.stream()
            .map(ScheduleSvg::resource)
            .collect(Collectors.joining("\n", "\"use strict\";\n", ""));
    String template = ScheduleSvg.resource("page.html");
    var page = new StringBuilder();
    // In one pass, so that nothing filled in is taken for a place to fill.
    for (String part : template.split("(?=\\{\\{)|(?<=}})")) {
      page.append(
          switch (part) {
            case "{{css}}" -> ScheduleSvg.resource("page.css");
            case "{{js}}" -> script;
            case "{{title}}" -> Svg.escaped(title);
            case "{{data}}" -> data(drawings);
            default -> part;
          });
    }
    return page.toString();
  }

  private static String data(List<Played> drawings) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    var array = root.putArray("drawings");
    for (Played played : drawings) {
      describe(array.addObject(), played);
    }
    // Within a script element, only "<" could end it.
    return root.toString().replace("<", "\\u003c");
  }

  private static void describe(ObjectNode node, Played played) {
    node.put("title", played.title());
    node.put("storage", played.storage());
    node.put("effort", played.effort());
    node.put("steps", played.header().steps());
    node.put("actions", played.counts().actions());
    node.put("total", played.total());
    TimeUnit unit = played.unit();
    node.putObject("unit")
        .put("size", unit.size())
        .put("name", unit.name())
        .put("axis", unit.axis());
    var levels = node.putArray("levels");
    for (Level level : played.levels()) {
      ObjectNode each = levels.addObject().put("name", level.location().name());
      if (level.unbounded()) {
        each.putNull("slots");
      } else {
        each.put("slots", level.slots());
      }
    }
    var shown = node.putArray("shown");
    var peaks = node.putArray("peaks");
    for (int place = 0; place <= played.levels().size(); place++) {
      peaks.add(played.peak(place));
      if (played.shown(place)) {
        shown.add(place);
      }
    }
    costs(node, played);
    var notes = new ArrayList<String>();
    if (played.code() == null) {
      var columns = ColumnCode.of(played.columns());
      node.putObject("columns")
          .put("used", columns.used())
          .put("share", columns.share())
          .put("rows", played.columns().rows())
          .put("code", columns.code());
      notes.add(
          "The %s are too many for a page and were left out. What they did was gathered in %s columns of time and %s rows of steps; zooming shows no more than these."
              .formatted(
                  Played.plural(played.counts().actions(), "action"),
                  Ticks.grouped(columns.used()),
                  Ticks.grouped(played.columns().rows())));
    } else {
      node.put("code", played.code());
    }
    if (played.header().steps() >= EXACT) {
      notes.add("Step numbers beyond 2^53 are rounded on this page.");
    }
    notes.forEach(node.putArray("notes")::add);
  }

  private static void costs(ObjectNode node, Played played) {
    if (played.costs() == null) {
      node.putNull("costs");
      return;
    }
    ObjectNode costs = node.putObject("costs");
    costs.put("forward", played.costs().forward().doubleValue());
    costs.put("adjoint", played.costs().adjoint().doubleValue());
    var write = costs.putArray("write");
    var read = costs.putArray("read");
    for (Level level : played.levels()) {
      write.add(level.writeCost().doubleValue());
      read.add(level.readCost().doubleValue());
    }
  }
}

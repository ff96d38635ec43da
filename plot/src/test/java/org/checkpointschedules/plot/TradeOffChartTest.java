package org.checkpointschedules.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.plot.TradeOffChart.Curve;
import org.checkpointschedules.plot.TradeOffChart.Memory;
import org.checkpointschedules.plot.TradeOffChart.Point;
import org.junit.jupiter.api.Test;

class TradeOffChartTest {
  /// Falls steeply to 10 slots, then hardly.
  private static final Curve BENT =
      new Curve(
          "bent",
          IntStream.rangeClosed(1, 30)
              .mapToObj(s -> point(s, s <= 10 ? 1000.0 / (s * s) : 10 - 0.01 * s))
              .toList());

  private static Point point(double memory, double time) {
    return new Point(memory, time, 1 + time / 7);
  }

  @Test
  void theKneeIsWhereItBends() {
    assertEquals(OptionalInt.of(9), BENT.knee());
  }

  @Test
  void theKneeDoesNotDependOnUnits() {
    var scaled = BENT.points().stream().map(p -> point(p.memory() * 8e6, p.time() * 1e-3)).toList();
    assertEquals(BENT.knee(), new Curve("scaled", scaled).knee());
  }

  @Test
  void aStraightLineHasNoKnee() {
    var power =
        IntStream.rangeClosed(1, 50).mapToObj(s -> point(s, 700 / Math.pow(s, 1.5))).toList();
    assertEquals(OptionalInt.empty(), new Curve("power", power).knee());
    assertEquals(OptionalInt.empty(), new Curve("two", power.subList(0, 2)).knee());
    assertEquals(OptionalInt.empty(), new Curve("one", power.subList(0, 1)).knee());
  }

  @Test
  void everyCurveAndItsKneeIsDrawnInBothPanels() throws Exception {
    var flat = new Curve("flat <&>", List.of(point(1, 20), point(30, 20)));
    var single = new Curve("single", List.of(point(64, 3)));
    String svg =
        TradeOffChart.of("Trade-off", Memory.SLOTS, "seconds", List.of(BENT, flat, single)).svg();
    var picture = Picture.parse(svg);
    assertEquals(2 * 3, picture.with("path", "curve").size());
    assertEquals(2, picture.with("circle", "ring").size());
    assertTrue(
        picture
            .texts()
            .contains(
                "bent, knee (ringed) at 10 slots: 10 seconds, 2.429 forward steps for each step"),
        picture.texts()::toString);
    assertTrue(picture.texts().contains("flat <&>"));
    assertTrue(picture.texts().contains("time, seconds"));
    assertFalse(svg.contains("NaN") || svg.contains("Infinity"));
    assertEquals(
        svg,
        TradeOffChart.of("Trade-off", Memory.SLOTS, "seconds", List.of(BENT, flat, single)).svg());
  }

  @Test
  void labelsFitBesideTheAxis() throws Exception {
    var steep = new Curve("steep", List.of(point(1, 5e11), point(10, 2e6), point(100, 1.5e6)));
    String svg = TradeOffChart.of("Steep", Memory.SLOTS, "seconds", List.of(steep)).svg();
    List<String> texts = Picture.parse(svg).texts();
    assertTrue(texts.containsAll(List.of("1e8", "1e11")), texts::toString);
    assertEquals(
        List.of("1e7", "1.25e7", "5e18", "9,999,999", "0.5"),
        DoubleStream.of(1e7, 1.25e7, 5e18, 9_999_999, 0.5).mapToObj(Ticks::label).toList());
  }

  @Test
  void manyPointsStaySmall() throws Exception {
    var curves = new ArrayList<Curve>();
    for (int c = 0; c < TradeOffChart.MOST_CURVES; c++) {
      int curve = c;
      curves.add(
          new Curve(
              "curve " + c,
              IntStream.rangeClosed(1, 20_000)
                  .mapToObj(s -> point(s * 1e7, 1e5 / s + curve))
                  .toList()));
    }
    String svg = TradeOffChart.of("Many", Memory.BYTES, "seconds", curves).svg();
    Picture.parse(svg);
    assertTrue(svg.length() < 1_000_000, svg.length() + " characters");
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(InvalidArgumentException.class, () -> new Point(bad, 1, 1));
      assertThrows(InvalidArgumentException.class, () -> new Point(1, bad, 1));
      assertThrows(InvalidArgumentException.class, () -> new Point(1, 1, bad));
    }
    refused(() -> new Curve("none", List.of()));
    refused(() -> new Curve("back", List.of(point(2, 1), point(2, 1))));
    refused(() -> new Curve("line\nbreak", List.of(point(2, 1))));
    refused(() -> TradeOffChart.of("none", Memory.SLOTS, "s", List.of()));
    refused(() -> TradeOffChart.of("twice", Memory.SLOTS, "s", List.of(BENT, BENT)));
  }

  private static void refused(org.junit.jupiter.api.function.Executable executable) {
    assertThrows(InvalidArgumentException.class, executable);
  }
}

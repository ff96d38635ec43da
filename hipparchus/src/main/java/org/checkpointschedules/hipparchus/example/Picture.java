package org.checkpointschedules.hipparchus.example;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Before and after, in four charts: the errors of both forecasts in all variables, one variable
/// that is observed, and the mean errors over time.
final class Picture {
  private static final int WIDTH = 620;
  private static final int HEIGHT = 360;
  private static final int TIMES = 81;
  private static final double WORST = 10;

  private static final Color TRUTH = new Color(0x222222);
  private static final Color BEFORE = new Color(0xc1440e);
  private static final Color AFTER = new Color(0x1f6fb4);
  private static final Color[] HEAT = {
    new Color(0xf7f7f7), new Color(0xfdd49e), new Color(0xef6548), new Color(0x7f0000)
  };

  private final Assimilation assimilation;
  private final double[] times = new double[TIMES];
  private final double[][] truth;
  private final double[][] before;
  private final double[][] after;

  Picture(Assimilation assimilation, Assimilation.Result result) {
    this.assimilation = assimilation;
    for (int i = 0; i < TIMES; i++) {
      times[i] = Assimilation.FORECAST * i / (TIMES - 1);
    }
    truth = course(result.truth());
    before = course(result.guess());
    after = course(result.analysis());
  }

  private double[][] course(double[] start) {
    double[][] course = new double[TIMES][];
    course[0] = start;
    for (int i = 1; i < TIMES; i++) {
      course[i] = assimilation.at(course[i - 1], times[i - 1], times[i]);
    }
    return course;
  }

  byte[] png() throws IOException {
    var bytes = new ByteArrayOutputStream();
    BitmapEncoder.saveBitmap(
        List.of(
            errors("Before: error of each variable over time", before),
            errors("After: error of each variable over time", after),
            variable(),
            meanErrors()),
        2,
        2,
        bytes,
        BitmapFormat.PNG);
    return bytes.toByteArray();
  }

  private HeatMapChart errors(String title, double[][] course) {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("time")
            .yAxisTitle("variable")
            .build();
    int variables = truth[0].length;
    var columns = new ArrayList<String>();
    var cells = new ArrayList<Number[]>();
    for (int t = 0; t < TIMES; t++) {
      columns.add(String.format(Locale.ROOT, "%.2f", times[t]));
      for (int i = 0; i < variables; i++) {
        double error = Math.min(WORST, Math.abs(course[t][i] - truth[t][i]));
        cells.add(new Number[] {t, i, error});
      }
    }
    chart.addSeries("error", columns, IntStream.range(0, variables).boxed().toList(), cells);
    chart.getStyler().setRangeColors(HEAT);
    chart.getStyler().setMin(0).setMax(WORST);
    chart.getStyler().setPlotContentSize(1);
    chart.getStyler().setXAxisMaxLabelCount(9);
    return plain(chart);
  }

  private XYChart variable() {
    XYChart chart = chart("A variable that is observed", "x0");
    line(chart, "truth", of(truth), TRUTH);
    line(chart, "before", of(before), BEFORE);
    line(chart, "after", of(after), AFTER);
    int n = assimilation.observations();
    double[] at = new double[n];
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      at[i] = assimilation.time(i);
      values[i] = assimilation.observed(i)[0];
    }
    var points = chart.addSeries("observed", at, values);
    points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    points.setMarker(SeriesMarkers.CIRCLE);
    points.setMarkerColor(TRUTH);
    return chart;
  }

  private static double[] of(double[][] course) {
    double[] values = new double[course.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = course[i][0];
    }
    return values;
  }

  private XYChart meanErrors() {
    XYChart chart =
        chart("Mean error; observed until time " + Assimilation.WINDOW, "root mean square");
    line(chart, "before", means(before), BEFORE);
    line(chart, "after", means(after), AFTER);
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  private double[] means(double[][] course) {
    double[] means = new double[TIMES];
    for (int t = 0; t < TIMES; t++) {
      means[t] = Assimilation.error(course[t], truth[t]);
    }
    return means;
  }

  private static XYChart chart(String title, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("time")
            .yAxisTitle(y)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    return plain(chart);
  }

  private void line(XYChart chart, String name, double[] values, Color color) {
    var series = chart.addSeries(name, times, values);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(2));
  }

  private static <C extends Chart<?, ?>> C plain(C chart) {
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setChartTitleBoxVisible(false);
    return chart;
  }
}

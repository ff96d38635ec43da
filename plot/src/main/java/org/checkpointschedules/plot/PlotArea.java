package org.checkpointschedules.plot;

/// Where steps over time are drawn, and how. Half a step is left free below step 0 and above step
/// N, so that marks there are whole.
record PlotArea(long steps, double total, double left, double top, double width, double height) {
  double x(double time) {
    return total > 0 ? left + width * time / total : left;
  }

  double y(double step) {
    return bottom() - height * (step + 0.5) / (steps + 1.0);
  }

  double bottom() {
    return top + height;
  }
}

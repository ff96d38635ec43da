package org.checkpointschedules.plot;

import java.util.List;

final class DrawingPage {
  static String of(List<Played> drawings) {
    return "";
  }
}

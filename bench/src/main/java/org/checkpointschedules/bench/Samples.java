package org.checkpointschedules.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Seconds measured in turns, so that what else the machine does falls on all alike.
final class Samples {
  private final Map<String, double[]> seconds = new LinkedHashMap<>();
  private final int rounds;

  /// @param rounds measured of each, after one that is thrown away
  Samples(int rounds) {
    this.rounds = rounds;
  }

  /// Something to be measured.
  interface Work {
    void run() throws Exception;
  }

  /// Runs all in turns.
  void measure(Map<String, Work> works) throws Exception {
    for (int round = -1; round < rounds; round++) {
      for (var work : works.entrySet()) {
        long start = System.nanoTime();
        work.getValue().run();
        double took = (System.nanoTime() - start) / 1e9;
        if (round >= 0) {
          seconds.computeIfAbsent(work.getKey(), _ -> new double[rounds])[round] = took;
        }
      }
    }
    seconds.values().forEach(Arrays::sort);
  }

  double median(String name) {
    return seconds.get(name)[rounds / 2];
  }

  /// The seconds of some work, least first.
  double[] sorted(String name) {
    return seconds.get(name);
  }

  /// Median, least and most, of some work on that many bytes, in MB/s.
  String throughput(String name, long bytes) {
    double[] sorted = seconds.get(name);
    return String.format(
        Locale.ROOT,
        "| %-40s | %6.0f | %6.0f | %6.0f |",
        name,
        bytes / 1e6 / median(name),
        bytes / 1e6 / sorted[rounds - 1],
        bytes / 1e6 / sorted[0]);
  }

  /// Median, least and most, in seconds.
  String times(String name) {
    double[] sorted = seconds.get(name);
    return String.format(
        Locale.ROOT,
        "| %-40s | %6.3f | %6.3f | %6.3f |",
        name,
        median(name),
        sorted[0],
        sorted[rounds - 1]);
  }
}

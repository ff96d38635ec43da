package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TapeTest {
  @Test
  void behavesLikeASortedMap() {
    for (long seed = 0; seed < 20; seed++) {
      var random = new SplittableRandom(seed);
      var tape = new Tape<String>();
      var map = new TreeMap<Long, String>();
      long peak = 0;
      for (int round = 0; round < 2_000; round++) {
        long step = random.nextInt(60);
        if (random.nextInt(3) > 0) {
          tape.put(step, "round " + round);
          map.put(step, "round " + round);
        } else if (map.containsKey(step)) {
          assertEquals(map.remove(step), tape.remove(step));
        }
        peak = Math.max(peak, map.size());
        for (long any = 0; any < 60; any += 7) {
          assertEquals(map.get(any), tape.get(any), "seed " + seed + ", round " + round);
        }
      }
      assertEquals(peak, tape.peak());
    }
  }
}

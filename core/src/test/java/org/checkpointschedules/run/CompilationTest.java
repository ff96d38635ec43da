package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// [Compilation], with a clock and a compiler of its own.
class CompilationTest {
  private static final long MILLI = 1_000_000;

  /// Compiles for `left` milliseconds, at half the pace while something runs beside it.
  private static final class OneProcessor implements Compilation.Jvm {
    long now = 5;
    double compiled = 7;
    double left;
    int runs;

    void run() {
      runs++;
      pass(100, 0.5);
    }

    @Override
    public void sleep(long nanos) {
      pass(nanos / MILLI, 1);
    }

    private void pass(long millis, double share) {
      now += MILLI * millis;
      double done = Math.min(left, share * millis);
      left -= done;
      compiled += done;
    }

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public long compiledMillis() {
      return (long) compiled;
    }
  }

  @Test
  void runsForAWindowAndGoesOnWhereNothingIsCompiled() {
    var jvm = new OneProcessor();
    assertFalse(new Compilation(jvm).disturbs(jvm::run));
    assertEquals(3, jvm.runs);
    assertEquals(5 + 300 * MILLI, jvm.now);
  }

  @Test
  void littleDoesNotCount() {
    var jvm = new OneProcessor();
    var compilation = new Compilation(jvm);
    jvm.left = 30;
    assertFalse(compilation.disturbs(jvm::run));
    jvm.left = 31;
    assertTrue(compilation.disturbs(jvm::run));
  }

  @Test
  void waitsUntilTheCompilerHasDone() {
    var jvm = new OneProcessor();
    var compilation = new Compilation(jvm);
    jvm.left = 150 + 600;
    assertTrue(compilation.disturbs(jvm::run));
    assertEquals(0, jvm.left);
    // 600 ms in three windows, and one in which nothing was compiled.
    assertEquals(5 + (300 + 4 * 250) * MILLI, jvm.now);
    assertFalse(compilation.disturbs(jvm::run));
  }

  @Test
  void whatWasCompiledBeforeDoesNotCount() {
    var jvm = new OneProcessor();
    var compilation = new Compilation(jvm);
    jvm.left = 1_000;
    jvm.sleep(2_000 * MILLI);
    assertFalse(compilation.disturbs(jvm::run));
  }

  @Test
  void doesNotWaitForEver() {
    var jvm = new OneProcessor();
    jvm.left = Double.MAX_VALUE;
    assertTrue(new Compilation(jvm).disturbs(jvm::run));
    assertEquals(5 + 300 * MILLI + Compilation.MOST_NANOS, jvm.now);
  }

  @Test
  void thisJvm() {
    var compilation = new Compilation();
    var runs = new int[1];
    compilation.disturbs(() -> runs[0]++);
    assertTrue(runs[0] > 0);
  }
}

package org.checkpointschedules.testkit.campaign;

import static org.checkpointschedules.testkit.campaign.Fault.FLIP_WHILE_RUNNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.checkpointschedules.store.RunFolder;

/// Does things to runs in processes of their own, and judges what becomes of them. Every case must
/// end in the bit-identical gradient, or in an error of a promised kind; then the same call must
/// end in the gradient, at the latest after a `clean`. A foreign file beside the run's folder, and
/// one that a link names, must be as they were; at the end nothing of the run must be left.
///
/// A case follows from its seed, but for the operating system's timing.
final class FaultCampaign {
  private static final int AT_A_TIME = 3;

  private final String sound;
  private final String faulty;
  private final Path base;
  private final byte[] expected;
  private final long duration;

  /// What became of a case.
  enum Verdict {
    /// The gradient, from a run that was continued, healed or not disturbed.
    IDENTICAL,
    /// A typed error first, then the gradient.
    TYPED_ERROR,
    /// Anything else.
    FAULT
  }

  /// @param text what happened, for a fault
  record Outcome(Verdict verdict, boolean disturbed, String text) {}

  /// @param sound class path of the library to be judged
  /// @param faulty the same with faults that properties call for
  FaultCampaign(String sound, String faulty, Path base) throws Exception {
    this.sound = sound;
    this.faulty = faulty;
    this.base = base;
    Path directory = Files.createDirectory(base.resolve("calm"));
    Path gradient = base.resolve("expected");
    long begin = System.nanoTime();
    Launch calm = Launch.start(Build.asItIs(), directory, gradient, true, List.of()).end();
    duration = (System.nanoTime() - begin) / 1_000_000;
    expected = Files.readAllBytes(gradient);
    if (!calm.done(expected)) {
      throw new IllegalStateException("the undisturbed run fails: " + calm);
    }
  }

  Outcome run(Fault fault, long seed) throws Exception {
    var random = new SplittableRandom(seed);
    Path directory = Files.createDirectory(base.resolve(fault + "-" + seed));
    Path precious = Files.writeString(base.resolve(fault + "-" + seed + "-precious"), "precious");
    Files.writeString(directory.resolve("checkpoints-mine"), "mine");
    Files.createSymbolicLink(directory.resolve("checkpoints-link"), precious);
    var theCase = new Case(directory, base.resolve(fault + "-" + seed + "-gradient"), random);
    Outcome outcome;
    try {
      outcome = theCase.judge(fault);
    } catch (IllegalStateException e) {
      outcome = new Outcome(Verdict.FAULT, true, e.getMessage());
    }
    var left = new ArrayList<String>();
    try (var files = Files.list(directory)) {
      files.forEach(file -> left.add(file.getFileName().toString()));
    }
    left.sort(null);
    boolean tidy =
        left.equals(List.of("checkpoints-link", "checkpoints-mine"))
            && Files.readString(precious).equals("precious")
            && Files.readString(directory.resolve("checkpoints-mine")).equals("mine");
    return tidy || outcome.verdict == Verdict.FAULT
        ? outcome
        : new Outcome(Verdict.FAULT, true, "left: " + left);
  }

  private final class Case {
    private final Path directory;
    private final Path gradient;
    private final SplittableRandom random;
    private boolean disturbed;
    private boolean refused;
    private Optional<Foreign> foreign = Optional.empty();

    Case(Path directory, Path gradient, SplittableRandom random) {
      this.directory = directory;
      this.gradient = gradient;
      this.random = random;
    }

    private Launch start(boolean journal, String... properties) throws IOException {
      String classPath = properties.length == 0 ? sound : faulty;
      return Launch.start(classPath, directory, gradient, journal, List.of(properties));
    }

    private long instant() {
      return random.nextLong(Math.max(1, duration));
    }

    Outcome judge(Fault fault) throws Exception {
      switch (fault) {
        case KILL -> {
          for (int deaths = 1 + random.nextInt(3); deaths > 0; deaths--) {
            disturbed |= start(true).kill(instant());
          }
        }
        case KILL_PASSING -> {
          disturbed = start(false).kill(instant());
          judge(start(false).end(), "another run", false);
        }
        case BIT_FLIP, BIT_FLIP_IN_JOURNAL, TRUNCATION, EXCHANGE, DELETION -> {
          if (start(true).kill(instant())) {
            damage(fault);
          }
        }
        case FLIP_WHILE_RUNNING -> flipWhileRunning();
        case NO_SPACE -> fail("nospace");
        case IO_ERROR -> fail("ioerror");
        case SHORT_WRITES -> disturbed = start(true, "-Dfault.kind=short").kill(instant());
        case CLOCK -> disturbed = start(true, "-Dfault.kind=clock").kill(instant());
        case FOLDER_REMOVED -> {
          Launch launch = start(true);
          Thread.sleep(instant());
          disturbed = launch.running();
          removeFolder();
          judge(launch.end(), "without its folder", false);
          // What it left in a folder made again is not the run's: nobody else may remove it.
          removeFolder();
        }
        case RACE -> race();
        case OUTPUT_FAILS -> {
          end(startAs(true, "-Dvictim.kept=true", "-Dvictim.output=" + directory), "IOException");
        }
        case INTERRUPT -> {
          Launch interrupted = startAs(true, "-Dvictim.interrupt=" + instant());
          disturbed = !interrupted.end().done(expected);
          if (disturbed) {
            require(interrupted, interrupted.says("error RunStoppedException"));
            require(interrupted, interrupted.says("interrupted true"));
          }
        }
        case FOREIGN -> {
          if (start(true).kill(instant())) {
            foreign = Foreign.put(directory.resolve("checkpoints-victim"), gradient, random);
            disturbed = foreign.isPresent();
          }
        }
        case ADJOINT_INCOMPLETE -> inconsistent("-Dvictim.flaw=ACCUMULATOR");
        case LATE_STATE ->
            inconsistent("-Dvictim.flaw=COUNTER", "-Dvictim.late=" + random.nextLong(50, 550));
      }
      boolean output = fault == Fault.OUTPUT_FAILS;
      Launch last = (output ? startAs(true, "-Dvictim.kept=true") : start(true)).end();
      require(last, !output || last.says("steps 0 0"));
      boolean bareKill =
          switch (fault) {
            case KILL, SHORT_WRITES, CLOCK, OUTPUT_FAILS, INTERRUPT -> true;
            default -> false;
          };
      if (bareKill && last.refused()) {
        throw new IllegalStateException("nothing was damaged, yet: " + last);
      }
      if (!judge(last, "continued", bareKill)) {
        RunFolder.clean(directory);
        Launch anew = start(true).end();
        if (!anew.done(expected)) {
          throw new IllegalStateException("after clean: " + anew);
        }
      }
      if (foreign.isPresent()) {
        foreign.get().requireUntouched();
        RunFolder.clean(directory);
      }
      return new Outcome(
          refused ? Verdict.TYPED_ERROR : Verdict.IDENTICAL, disturbed, last.toString());
    }

    private Launch startAs(boolean journal, String... properties) throws IOException {
      return Launch.start(sound, directory, gradient, journal, List.of(properties));
    }

    private static void require(Launch launch, boolean holds) {
      if (!holds) {
        throw new IllegalStateException("not as promised: " + launch);
      }
    }

    /// Waits for an end in an error of this class.
    private void end(Launch launch, String error) throws Exception {
      launch.end();
      require(launch, launch.refused() && launch.says("error " + error));
      disturbed = true;
      refused = true;
    }

    /// A model that is not what it promises must be found, and nothing of it may be left.
    private void inconsistent(String... properties) throws Exception {
      Launch launch = startAs(false, properties);
      end(launch, "InconsistentModelException");
      require(launch, launch.toString().contains("step"));
    }

    /// Whether the run is done; no other end than a promised one.
    private boolean judge(Launch launch, String which, boolean undamaged) throws IOException {
      if (undamaged && launch.foundDamage()) {
        throw new IllegalStateException(
            which + " found a checkpoint damaged that nothing happened to: " + launch);
      }
      if (launch.done(expected)) {
        return true;
      }
      if (!launch.refused()) {
        throw new IllegalStateException(which + ": " + launch);
      }
      refused = true;
      return false;
    }

    private void fail(String kind) throws Exception {
      long write = 1 + random.nextLong(250);
      Launch launch = start(true, "-Dfault.kind=" + kind, "-Dfault.at=" + write).end();
      disturbed = !judge(launch, kind, false);
    }

    private void race() throws Exception {
      Launch one = start(true);
      Path other = gradient.resolveSibling(gradient.getFileName() + "-2");
      Launch two = Launch.start(sound, directory, other, true, List.of());
      judge(one.end(), "the first", true);
      judge(two.end(), "the second", true);
      disturbed = true;
    }

    private List<Path> files() throws IOException {
      Path folder = directory.resolve("checkpoints-victim");
      if (!Files.isDirectory(folder)) {
        return List.of();
      }
      try (var files = Files.list(folder)) {
        return files.filter(file -> !file.endsWith("run.lock")).sorted().toList();
      }
    }

    private Path any(List<Path> files) {
      return files.get(random.nextInt(files.size()));
    }

    private void damage(Fault fault) throws IOException {
      List<Path> files =
          files().stream()
              .filter(file ->
                  switch (fault) {
                    case BIT_FLIP -> !file.endsWith("journal");
                    case BIT_FLIP_IN_JOURNAL -> file.endsWith("journal");
                    default -> true;
                  })
              .toList();
      if (files.isEmpty()) {
        return;
      }
      disturbed = true;
      Path file = any(files);
      byte[] bytes = Files.readAllBytes(file);
      switch (fault) {
        case BIT_FLIP, BIT_FLIP_IN_JOURNAL -> flip(file);
        case TRUNCATION ->
            Files.write(file, java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
        case DELETION -> Files.delete(file);
        default -> {
          Path other = any(files);
          byte[] others = Files.readAllBytes(other);
          Files.write(other, bytes);
          Files.write(file, others);
        }
      }
    }

    private void flip(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > 0) {
        // The fields of headers, or anywhere.
        int at = random.nextInt(random.nextBoolean() ? Math.min(80, bytes.length) : bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
      }
    }

    private void flipWhileRunning() throws Exception {
      Launch launch = start(true);
      for (int flips = 0; flips < 5; flips++) {
        Thread.sleep(instant() / 5);
        List<Path> slots =
            files().stream().filter(f -> f.getFileName().toString().startsWith("slot")).toList();
        if (!slots.isEmpty() && launch.running()) {
          disturbed = true;
          try (var channel =
              java.nio.channels.FileChannel.open(
                  any(slots), java.nio.file.StandardOpenOption.WRITE)) {
            long size = channel.size();
            if (size > 0) {
              var noise = java.nio.ByteBuffer.wrap(new byte[] {(byte) random.nextInt(256)});
              channel.write(noise, random.nextLong(size));
            }
          } catch (NoSuchFileException _) {
            // It has just ended.
          }
        }
      }
      judge(launch.end(), FLIP_WHILE_RUNNING.words, false);
    }

    private void removeFolder() {
      Path folder = directory.resolve("checkpoints-victim");
      for (int attempt = 0; attempt < 100 && Files.exists(folder); attempt++) {
        try (var files = Files.walk(folder)) {
          for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
          }
        } catch (IOException | UncheckedIOException _) {
          // The run makes and deletes files meanwhile.
        }
      }
    }
  }

  /// One row of the table: how many cases of a fault ended how.
  record Row(Fault fault, int cases, int disturbed, int identical, int typed, List<String> faults) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %d | %d | %d |",
          fault.words,
          cases,
          disturbed,
          identical,
          typed,
          faults.size());
    }
  }

  /// Runs so many cases of a fault, some at a time.
  Row run(Fault fault, int cases, long seed) throws Exception {
    int disturbed = 0;
    int identical = 0;
    int typed = 0;
    var faults = new ArrayList<String>();
    var running = new ArrayList<Future<Outcome>>();
    try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      for (int i = 0; i < cases; i++) {
        long own = seed + i;
        running.add(threads.submit(() -> run(fault, own)));
      }
      for (int i = 0; i < cases; i++) {
        Outcome outcome = running.get(i).get();
        disturbed += outcome.disturbed ? 1 : 0;
        switch (outcome.verdict) {
          case IDENTICAL -> identical++;
          case TYPED_ERROR -> typed++;
          case FAULT -> faults.add(fault + ", seed " + (seed + i) + ": " + outcome.text);
        }
      }
    }
    return new Row(fault, cases, disturbed, identical, typed, faults);
  }
}

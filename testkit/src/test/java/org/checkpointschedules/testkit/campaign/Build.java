package org.checkpointschedules.testkit.campaign;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A class path for the victim: the library as it is, or with some lines of its sources changed. A
/// line to be changed that is no longer there is an error, not a campaign that proves nothing.
final class Build {
  private static final Path SOURCES = Path.of("../core/src/main/java/org/checkpointschedules");

  private final Path folder;
  private final List<JavaFileObject> changed = new ArrayList<>();

  private Build(Path folder) {
    this.folder = folder;
  }

  /// The library as it is.
  static String asItIs() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /// Writes fail, come short, or clocks jump, as the properties `fault.*` of the victim say.
  static String withFaults(Path folder) throws IOException {
    Path faults = Path.of("src/test/resources/campaign/Faults.java.txt");
    var build = new Build(folder);
    build.changed.add(new Source("org.checkpointschedules.store.Faults", Files.readString(faults)));
    return build
        .change("store/SlotFiles", "channel::write", "(b, p) -> Faults.write(channel, b, p)")
        .change("store/SavedState", "channel.write(", "Faults.write(channel, ")
        .change("store/JournalFile", "channel.write(", "Faults.write(channel, ")
        .change(
            "run/PhaseClock",
            "System.nanoTime()",
            "org.checkpointschedules.store.Faults.nanoTime()")
        .classPath();
  }

  /// A library that believes whatever it reads.
  static String withoutChecksums(Path folder) throws IOException {
    return new Build(folder)
        .change("store/SlotFiles", "checksum != (int) crc.getValue()", "false")
        .classPath();
  }

  /// A library that reuses a file before the journal says that its entry is gone.
  static String withoutOrder(Path folder) throws IOException {
    return new Build(folder)
        .change(
            "store/RunJournal",
            "append(\"deleted %s %s %d\".formatted(level, key.kind(), key.step()), false);",
            "")
        .classPath();
  }

  private Build change(String file, String from, String to) throws IOException {
    String text = Files.readString(SOURCES.resolve(file + ".java"));
    if (!text.contains(from)) {
      throw new IllegalStateException(file + " has no `" + from + "` any more");
    }
    String name = "org.checkpointschedules." + file.replace('/', '.');
    changed.add(new Source(name, text.replaceAll(Pattern.quote(from), quote(to))));
    return this;
  }

  private static String quote(String replacement) {
    return java.util.regex.Matcher.quoteReplacement(replacement);
  }

  private String classPath() throws IOException {
    Files.createDirectories(folder);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var messages = new StringWriter();
    boolean done =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-d", folder.toString(), "-cp", asItIs(), "-proc:none"),
                null,
                changed)
            .call();
    if (!done) {
      throw new IllegalStateException(messages.toString());
    }
    return folder + java.io.File.pathSeparator + asItIs();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}

import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Checks or applies the pinned google-java-format over every Java source below a folder.
///
/// Usage: `java -cp google-java-format.jar Formatter.java check|apply ROOT`. Exits 1 when `check`
/// finds a file that the formatter would change, naming each.
class FormatSources {
  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    Path root = Path.of(args[1]);
    var formatter = new Formatter();
    var changed = new ArrayList<Path>();
    for (Path source : sources(root)) {
      String text = Files.readString(source);
      String formatted = formatter.formatSourceAndFixImports(text);
      if (!formatted.equals(text)) {
        changed.add(root.relativize(source));
        if (apply) {
          Files.writeString(source, formatted);
        }
      }
    }
    if (!changed.isEmpty() && !apply) {
      System.err.println("Not formatted (mvn -N -Pformat initialize mends it):");
      changed.forEach(path -> System.err.println("  " + path));
      System.exit(1);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    try (var walk = Files.walk(root)) {
      return walk.filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !root.relativize(path).toString().matches("(.*/)?target/.*"))
          .sorted()
          .toList();
    }
  }
}

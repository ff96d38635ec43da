package org.checkpointschedules.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The transcript in `docs/solver-protocol.md` is what is said.
///
/// After a change that is meant, `mvn test -pl foreign -Dtest=ProtocolPageTest -Ddocs.update=true`
/// writes it anew.
class ProtocolPageTest {
  private static final Path PAGE = Path.of("../docs/solver-protocol.md");
  private static final Pattern BLOCK =
      Pattern.compile("(?s)(?<=<!-- transcript -->\\n```\\n).*?(?=```\\n<!-- /transcript -->)");

  @TempDir private Path folder;

  @Test
  void theTranscriptIsWhatIsSaid() throws IOException {
    Path initial = Files.writeString(folder.resolve("u0.txt"), "0.25\n0.5\n1\n");
    Path questions = folder.resolve("questions");
    Path answers = folder.resolve("answers");
    String pipe =
        "tee '%s' | '%s' '%s' 3 | tee '%s'".formatted(questions, Tools.solver(), initial, answers);
    try (var model = ProcessModel.start(SolverCommand.of(List.of("sh", "-c", pipe)))) {
      Adjoint.of(model).schedule(RevolveCheckpointSchedule.of(3, 1)).noReplayCheck().run();
      model.gradient(_ -> {});
    }
    String said = transcript(Files.readAllLines(questions), Files.readAllLines(answers));
    String page = Files.readString(PAGE);
    Matcher block = BLOCK.matcher(page);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, block.replaceFirst(Matcher.quoteReplacement(said)));
    } else {
      assertEquals(true, block.find());
      assertEquals(block.group(), said);
    }
  }

  private static String transcript(List<String> questions, List<String> answers) {
    Deque<String> left = new ArrayDeque<>(answers);
    var text = new StringBuilder();
    for (String question : questions) {
      text.append("> ")
          .append(question.replaceFirst(" /.*", " /dev/shm/checkpoint-slot-..."))
          .append('\n');
      String number = question.split(" ")[0];
      while (!left.isEmpty()) {
        String answer = left.removeFirst();
        text.append("< ").append(answer).append('\n');
        if (answer.equals("ok " + number)) {
          break;
        }
      }
    }
    return text.toString();
  }
}

package org.checkpointschedules.hipparchus.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// The example, run as its command runs it.
class AssimilationTest {
  @Test
  void theAnalysisIsNearerToTheTruthThanTheGuessAndIsDrawn() throws IOException {
    var assimilation = new Assimilation();
    Assimilation.Result result = assimilation.run();
    assertTrue(result.taylor().passed(), result.taylor()::table);
    assertEquals(List.of(), result.gradient().report().differences());
    assertTrue(result.costAfter() < result.costBefore() / 10, result::toString);
    double before = Assimilation.error(result.truth(), result.guess());
    double after = Assimilation.error(result.truth(), result.analysis());
    assertTrue(after < before / 2, before + " before, " + after + " after");

    byte[] png = new Picture(assimilation, result).png();
    var image = ImageIO.read(new ByteArrayInputStream(png));
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    assertTrue(Arrays.stream(pixels).distinct().count() > 50, "the picture is empty");
  }
}

package org.checkpointschedules.examples.fwi;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.checkpointschedules.store.ResultFile;

/// A picture of a field on the physical grid: x to the right, depth down, blue for negative, white
/// for zero, red for positive.
///
/// The scale is symmetric. It ends at the 99.5th percentile of the magnitudes, and its colour goes
/// with their square root, since a gradient is largest by far at the few points beside sources and
/// receivers and has its structure in what is left.
final class GradientImage {
  private static final double PERCENTILE = 0.995;

  /// Small grids are enlarged to about this many pixels across.
  private static final int PIXELS = 640;

  // The ends and the middle of each half of the scale: dark, full, white.
  private static final int[][] NEGATIVE = {{5, 48, 97}, {67, 147, 195}, {255, 255, 255}};
  private static final int[][] POSITIVE = {{103, 0, 31}, {214, 96, 77}, {255, 255, 255}};

  private GradientImage() {}

  static void write(double[] field, int nx, int nz, Path file) throws IOException {
    double limit = limit(field);
    int scale = Math.max(1, PIXELS / nx);
    var image = new BufferedImage(nx * scale, nz * scale, BufferedImage.TYPE_INT_RGB);
    for (int px = 0; px < nx * scale; px++) {
      for (int pz = 0; pz < nz * scale; pz++) {
        double value = field[(px / scale) * nz + pz / scale];
        image.setRGB(
            px,
            pz,
            color(limit == 0 ? 0 : Math.signum(value) * Math.sqrt(Math.abs(value) / limit)));
      }
    }
    ResultFile.write(
        file,
        beside -> {
          try (var out = Files.newOutputStream(beside);
              var png = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image, "png", png)) {
              throw new IOException("this Java cannot write PNG files");
            }
          }
        });
  }

  private static double limit(double[] field) {
    double[] magnitudes = new double[field.length];
    for (int i = 0; i < field.length; i++) {
      magnitudes[i] = Math.abs(field[i]);
    }
    Arrays.sort(magnitudes);
    return magnitudes[(int) (PERCENTILE * (field.length - 1))];
  }

  /// @param value -1 to 1; beyond, the ends of the scale
  static int color(double value) {
    int[][] half = value < 0 ? NEGATIVE : POSITIVE;
    double fromEnd = 2 * (1 - Math.min(Math.abs(value), 1));
    int segment = fromEnd < 1 ? 0 : 1;
    double part = fromEnd - segment;
    int rgb = 0;
    for (int channel = 0; channel < 3; channel++) {
      int from = half[segment][channel];
      int to = half[segment + 1][channel];
      rgb = rgb << 8 | (int) Math.round(from + part * (to - from));
    }
    return rgb;
  }
}

package org.checkpointschedules.plot;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// The gathered picture in few bytes, for a page whose actions are too many to embed: the rasters
/// of the forward, its recording, the adjoint and the lives of each level, by column, a bit a row,
/// least significant first; then for each place the least and the largest of each column, as
/// little-endian groups of 7 bits. The whole is a zlib stream in base64.
///
/// @param used columns
/// @param share the part of the whole time that a column spans
/// @param code the stream
record ColumnCode(int used, double share, String code) {
  /// Halves the columns until the code is no larger than the code of actions may be.
  static ColumnCode of(Columns columns) {
    int merged = 1;
    while (true) {
      int used = (columns.used() + merged - 1) / merged;
      byte[] code = code(columns, merged, used);
      if (code.length <= ActionCode.MOST_BYTES || used == 1) {
        return new ColumnCode(
            used, columns.share() * merged, Base64.getEncoder().encodeToString(code));
      }
      merged *= 2;
    }
  }

  private static byte[] code(Columns columns, int merged, int used) {
    var bytes = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (var out = new BufferedOutputStream(new DeflaterOutputStream(bytes, deflater), 1 << 13)) {
      raster(out, columns.forward, columns.used(), merged, used);
      raster(out, columns.recording, columns.used(), merged, used);
      raster(out, columns.adjoint, columns.used(), merged, used);
      for (Raster lives : columns.lives) {
        raster(out, lives, columns.used(), merged, used);
      }
      for (int place = 0; place < columns.least.length; place++) {
        series(out, columns.least[place], columns.used(), merged, true);
        series(out, columns.largest[place], columns.used(), merged, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    deflater.end();
    return bytes.toByteArray();
  }

  private static void raster(OutputStream out, Raster raster, int columns, int merged, int used)
      throws IOException {
    Raster fewer = merged == 1 ? raster : raster.resampled(columns, 1.0 / merged, used);
    for (int column = 0; column < used; column++) {
      for (int row = 0; row < raster.rows(); row += 8) {
        int bits = 0;
        for (int bit = 0; bit < 8 && row + bit < raster.rows(); bit++) {
          bits |= fewer.get(column, row + bit) ? 1 << bit : 0;
        }
        out.write(bits);
      }
    }
  }

  private static void series(
      OutputStream out, long[] values, int columns, int merged, boolean least) throws IOException {
    for (int column = 0; column < columns; column += merged) {
      long value = values[column];
      for (int next = column + 1; next < Math.min(column + merged, columns); next++) {
        value = least ? Math.min(value, values[next]) : Math.max(value, values[next]);
      }
      ActionCode.number(out, value);
    }
  }
}

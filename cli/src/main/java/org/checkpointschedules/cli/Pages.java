package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Supplier;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// The schedules that are read page by page: each stays open where its last page ended.
///
/// A page says by itself which one it is, so that a request may be repeated and no session has to
/// be ended. Of the open ones those read last are kept, and only while memory lasts; a page of
/// another is found by passing over the actions before it, at some 5 x 10^7 a second. Not thread
/// safe.
final class Pages {
  private static final int OPEN = 256;

  private final Deque<SoftReference<Reading>> open = new ArrayDeque<>();

  /// Writes the members of an answer.
  ///
  /// @param reading open at the page
  void write(JsonGenerator json, Reading reading, int count, Notation notation) {
    json.writeArrayPropertyStart("lines");
    reading.lines(json, count, notation);
    json.writeEndArray();
    json.writeName("next");
    if (reading.actions.hasNext()) {
      json.writeNumber(reading.position);
      keep(reading);
    } else {
      json.writeNull();
    }
  }

  /// A schedule after its first actions.
  ///
  /// @param subject what is asked for, without the page
  /// @param from the number of actions to pass
  /// @param plan plans it
  Reading open(JsonNode subject, long from, Supplier<CheckpointSchedule> plan) {
    CheckpointSchedule schedule = null;
    for (Iterator<SoftReference<Reading>> each = open.iterator(); each.hasNext(); ) {
      Reading reading = each.next().get();
      if (reading == null) {
        each.remove();
      } else if (reading.subject.equals(subject)) {
        if (reading.position == from) {
          each.remove();
          return reading;
        }
        schedule = reading.schedule;
      }
    }
    var reading = new Reading(subject, schedule == null ? plan.get() : schedule);
    reading.pass(from);
    return reading;
  }

  private void keep(Reading reading) {
    open.addFirst(new SoftReference<>(reading));
    if (open.size() > OPEN) {
      open.removeLast();
    }
  }

  /// A schedule as far as it was read.
  static final class Reading {
    private final JsonNode subject;
    private final CheckpointSchedule schedule;
    private final Iterator<Action> actions;
    private long position;

    private Reading(JsonNode subject, CheckpointSchedule schedule) {
      this.subject = subject;
      this.schedule = schedule;
      this.actions = schedule.iterator();
    }

    private void pass(long from) {
      while (position < from && actions.hasNext()) {
        actions.next();
        position++;
      }
    }

    private void lines(JsonGenerator json, int count, Notation notation) {
      var line = new ByteLines(OutputStream.nullOutputStream());
      try {
        for (int i = 0; i < count && actions.hasNext(); i++) {
          notation.print(actions.next(), line);
          position++;
          byte[] text = line.take();
          json.writeUTF8String(text, 0, text.length);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

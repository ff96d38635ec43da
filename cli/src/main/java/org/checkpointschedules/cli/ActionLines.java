package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.checkpointschedules.Action;
import org.checkpointschedules.InvalidArgumentException;

/// The actions of a schedule in a file, as people paste it: each line in whichever of the notations
/// it is spelled, blank lines passed over, and what else was cut told by [#notes]. Knows where it
/// is, for messages. Not thread safe.
///
/// Nothing is guessed: a line is passed over only where nothing in it could be an action, and what
/// stands before an action is cut only where its form is known.
final class ActionLines implements Iterator<Action> {
  /// Python prints a list of some thousand actions in a line; what is longer is no schedule.
  private static final int LONGEST_LINE = 1 << 20;

  private final LineReader lines;
  private final String name;
  private final Optional<Notation> only;
  private final PastedBlocks blocks;
  private final CutNotes notes = new CutNotes();
  private long number;
  private String line;
  private String rank;
  private Iterator<Action> actions = Collections.emptyIterator();

  /// @param name the file's, for messages
  /// @param steps where blocks that reach further are cut
  /// @param only the notation of all lines; without it each is detected
  ActionLines(InputStream file, String name, long steps, Optional<Notation> only) {
    lines = new LineReader(file, LONGEST_LINE);
    blocks = new PastedBlocks(steps, notes);
    this.name = name;
    this.only = only;
  }

  /// `line 5 of FILE`, the line read last.
  String place() {
    return "line " + number + " of " + name;
  }

  /// The number of the line read last; where the file has ended, that of the one after it.
  long number() {
    return line == null ? number + 1 : number;
  }

  /// The line read last; null where the file has ended.
  String line() {
    return line;
  }

  /// What was cut so far, a text for each kind.
  List<String> notes() {
    return notes.texts();
  }

  /// @throws WrongLine if the next line cannot be read
  @Override
  public boolean hasNext() {
    while (!actions.hasNext()) {
      try {
        line = lines.read();
      } catch (IOException e) {
        throw new WrongRequest(name + " cannot be read: " + e);
      }
      if (line == null) {
        return false;
      }
      number++;
      actions = read();
    }
    return true;
  }

  @Override
  public Action next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return actions.next();
  }

  private Iterator<Action> read() {
    if (line.isBlank()) {
      return Collections.emptyIterator();
    }
    if (lines.tooLong()) {
      throw new WrongLine("the line is longer than " + LONGEST_LINE + " bytes");
    }
    try {
      return blocks.cut(notation(line).parse(line), number);
    } catch (InvalidArgumentException e) {
      return pasted(e);
    }
  }

  /// @param why the line is no action as it stands
  private Iterator<Action> pasted(InvalidArgumentException why) {
    Optional<PastedLine> found = PastedLine.of(line);
    if (found.isPresent()) {
      return actions(found.get(), why);
    }
    if (PastedLine.isForeign(line)) {
      notes.add(CutNotes.Kind.FOREIGN, number, line.strip());
      return Collections.emptyIterator();
    }
    if (PastedLine.names(line)) {
      throw new WrongLine(
          "action is "
              + Numbers.quoted(line.strip())
              + "; allowed: before an action a time, a level as INFO:name:, a rank, a number or a"
              + " prompt, and after it nothing");
    }
    throw new WrongLine(why.getMessage());
  }

  private Iterator<Action> actions(PastedLine pasted, InvalidArgumentException why) {
    pasted.rank().ifPresent(this::requireTheOnly);
    if (!pasted.prefix().isEmpty()) {
      notes.add(CutNotes.Kind.PREFIX, number, pasted.prefix());
    }
    var all = new ArrayList<Iterator<Action>>();
    for (String text : pasted.actions()) {
      try {
        all.add(blocks.of(notation(text), text, number));
      } catch (InvalidArgumentException e) {
        boolean asItStood = text.equals(line.strip());
        throw new WrongLine(asItStood ? why.getMessage() : e.getMessage());
      }
    }
    return all.size() == 1 ? all.getFirst() : chained(all.iterator());
  }

  /// Each rank of a parallel job writes the whole schedule; lines of two are not one.
  private void requireTheOnly(String other) {
    if (rank == null) {
      rank = other;
    } else if (!rank.equals(other)) {
      throw new WrongLine("rank is " + other + "; allowed: the lines of one, here " + rank);
    }
  }

  /// Each notation has what the others lack; the ends are spelled alike.
  private Notation notation(String text) {
    if (only.isPresent()) {
      return only.get();
    }
    if (text.strip().startsWith("{")) {
      return Notation.JSONL;
    }
    return text.contains("True") || text.contains("False") || text.contains("StorageType")
        ? Notation.UPSTREAM
        : Notation.ACTIONS;
  }

  private static Iterator<Action> chained(Iterator<Iterator<Action>> all) {
    return new Iterator<>() {
      private Iterator<Action> current = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!current.hasNext() && all.hasNext()) {
          current = all.next();
        }
        return current.hasNext();
      }

      @Override
      public Action next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return current.next();
      }
    };
  }
}

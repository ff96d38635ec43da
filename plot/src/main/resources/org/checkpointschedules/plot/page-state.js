// Says in words what the machine does and holds.

const MOST_LISTED = 24;

function placeName(drawing, place) {
  return place === 0 ? "NONE" : place === 1 ? "TAPE" : drawing.levels[place - 2].name;
}

// In the notation in which actions print themselves.
function actionText(panel, i) {
  const {run, drawing} = panel;
  const a = run.a[i], b = run.b[i], flags = run.flags[i];
  switch (run.kind[i]) {
    case FORWARD:
      return `Forward(${a}, ${b}, writeIcs=${(flags & 1) > 0}, writeAdjDeps=${(flags & 2) > 0}, ${placeName(drawing, run.to[i])})`;
    case REVERSE:
      return `Reverse(${a}, ${b}, clearAdjDeps=${flags > 0})`;
    case COPY:
      return `Copy(${a}, ${placeName(drawing, run.from[i])}, ${placeName(drawing, run.to[i])}, delete=${flags > 0})`;
    case END_FORWARD:
      return "EndForward()";
    default:
      return "EndReverse()";
  }
}

function actionWords(panel, i) {
  const {run, drawing} = panel;
  const a = figure(run.a[i]), b = figure(run.b[i]), flags = run.flags[i];
  const to = placeName(drawing, run.to[i]), from = placeName(drawing, run.from[i]);
  switch (run.kind[i]) {
    case FORWARD: {
      const stores = [];
      if (flags & 1) stores.push(`restart data of step ${a}`);
      if (flags & 2) stores.push("what the adjoint needs of " + (run.b[i] - run.a[i] > 1 ? "each step" : "the step"));
      const store = stores.length ? `, storing ${stores.join(" and ")} in ${to}` : "";
      return `The forward advances from step ${a} to ${b}${store}.`;
    }
    case REVERSE:
      return `The adjoint goes back from step ${a} to ${b}${flags ? " and drops the adjoint data it used" : ""}.`;
    case COPY: {
      if (run.to[i] === 0) return `${from} drops its entry of step ${a}.`;
      const after = flags ? ` ${from} drops it.` : "";
      return `The entry of step ${a} comes from ${from} to ${to}${run.to[i] === 1 && run.leaves[i] ? ", so the forward stands there" : ""}.${after}`;
    }
    case END_FORWARD:
      return "The forward is complete; the adjoint begins.";
    default:
      return "The adjoint is complete.";
  }
}

function heldAt(panel, level, i) {
  return panel.run.lives.filter(l => l.level === level && l.write <= i && l.drop > i).sort((p, q) => p.step - q.step);
}

function rangeOf(bit, column, rows, steps) {
  let low = -1, high = -1;
  for (let r = 0; r < rows; r++) {
    if (bit(column, r)) {
      if (low < 0) low = r;
      high = r;
    }
  }
  const from = Math.max(0, Math.round(low / rows * (steps + 1) - .5)), to = Math.min(steps, Math.round((high + 1) / rows * (steps + 1) - .5));
  return low < 0 ? "not moving" : `about step ${figure(from)} to ${figure(to)}`;
}

// {title, now, says, rows: [[term, text, {held, slots, colour, list}]]}
function stateOf(panel) {
  const {drawing, run, sums, at} = panel;
  const unit = drawing.unit, time = t => figure(t / unit.size) + unit.name;
  const rows = [];
  let now, says, title;
  if (run) {
    title = `After action ${figure(at + 1)} of ${figure(run.count)}`;
    now = actionText(panel, at);
    says = actionWords(panel, at);
    rows.push(["Time", `${time(run.t0[at])} to ${time(run.t1[at])}`]);
    if (run.moved) rows.push(["Moved", `${figure(run.moved[at])} bytes`]);
    rows.push(["Forward", run.forward[at] === NOWHERE ? "nowhere until restart data is loaded" : `at step ${figure(run.forward[at])}`]);
    rows.push(["Adjoint", Number.isNaN(run.adjoint[at]) ? "not begun" : `at step ${figure(run.adjoint[at])}`]);
  } else {
    title = `Column ${figure(at + 1)} of ${figure(sums.count)}`;
    now = `${time(at * sums.span)} to ${time((at + 1) * sums.span)}`;
    says = "The actions of this column of time, gathered.";
    const all = (k, r) => sums.forward(k, r) || sums.recording(k, r);
    rows.push(["Forward", rangeOf(all, at, sums.rows, drawing.steps)]);
    rows.push(["Adjoint", rangeOf(sums.adjoint, at, sums.rows, drawing.steps)]);
  }
  drawing.levels.forEach((level, index) => {
    const of = level.slots === null ? "" : ` of ${figure(level.slots)}`;
    if (run) {
      const held = run.held[index][at];
      const lives = held ? heldAt(panel, index, at) : [];
      const listed = lives.slice(0, MOST_LISTED).map(l => figure(l.step) + (l.restart ? l.deps ? " (both)" : "" : " (adjoint)"));
      if (lives.length > MOST_LISTED) listed.push(`and ${figure(lives.length - MOST_LISTED)} more`);
      rows.push([level.name, `${figure(held)}${of}`, {index, held, most: level.slots ?? drawing.peaks[index], list: listed.length ? (lives.length > 1 ? "steps " : "step ") + listed.join(", ") : "empty"}]);
    } else {
      const {least, largest} = sums.places[index];
      rows.push([level.name, `${figure(least[at])} to ${figure(largest[at])}${of}`, {index, held: largest[at], most: level.slots ?? drawing.peaks[index], list: ""}]);
    }
  });
  const tape = drawing.levels.length;
  const onTape = run ? run.held[tape][at] : 0;
  rows.push(["TAPE", run ? onTape ? `adjoint data of ${figure(onTape)} step${onTape === 1 ? "" : "s"}` : "empty" : `${figure(sums.places[tape].least[at])} to ${figure(sums.places[tape].largest[at])} steps`]);
  return {title, now, says, rows};
}

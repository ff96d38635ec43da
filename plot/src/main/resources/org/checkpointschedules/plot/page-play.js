// Plays the embedded actions and remembers what the machine was like after each.

async function inflate(base64) {
  const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function numbersOf(bytes) {
  let at = 0;
  return () => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
}

const END_FORWARD = 0, END_REVERSE = 1, REVERSE = 2, FORWARD = 4, COPY = 8;
const NOWHERE = -1;

// An action's kind is one of the above, its flags what is added to it; a and b are its steps.
function play(drawing, bytes) {
  const n = drawing.actions;
  const levels = drawing.levels.length;
  const costs = drawing.costs;
  const next = numbersOf(bytes);
  const run = {
    count: n,
    kind: new Uint8Array(n), flags: new Uint8Array(n), from: new Uint8Array(n), to: new Uint8Array(n),
    a: new Float64Array(n), b: new Float64Array(n),
    t0: new Float64Array(n), t1: new Float64Array(n), leaves: new Float64Array(n), arrives: new Float64Array(n),
    moved: costs ? null : new Float64Array(n),
    forward: new Float64Array(n), adjoint: new Float64Array(n),
    held: Array.from({length: levels + 1}, () => new Float64Array(n)),
    lives: [],
  };
  const entries = Array.from({length: levels}, () => new Map());
  const used = new Float64Array(levels);
  const tape = [];
  let forward = 0, adjoint = drawing.steps, reversing = false, now = 0, started = 0;

  const put = (level, step, restart, deps, i) => {
    const life = {level, step, restart, deps, write: i, drop: n};
    entries[level].set(step, life);
    run.lives.push(life);
    used[level] += restart + deps;
  };
  const record = (from, to) => {
    for (let k = tape.length - 1; k >= 0; k--) {
      if (tape[k][0] <= to && tape[k][1] >= from) {
        from = Math.min(from, tape[k][0]);
        to = Math.max(to, tape[k][1]);
        tape.splice(k, 1);
      }
    }
    tape.push([from, to]);
  };
  const clear = (from, to) => {
    for (let k = tape.length - 1; k >= 0; k--) {
      const [a, b] = tape[k];
      if (a < to && b > from) {
        tape.splice(k, 1);
        if (a < from) tape.push([a, from]);
        if (b > to) tape.push([to, b]);
      }
    }
  };

  for (let i = 0; i < n; i++) {
    const op = next();
    let before = 0, moving = 0, after = 0;
    const kind = op >= COPY ? COPY : op >= FORWARD ? FORWARD : op >= REVERSE ? REVERSE : op;
    const flags = op - kind;
    run.kind[i] = kind;
    run.flags[i] = flags;
    if (kind === FORWARD) {
      const place = flags ? next() : 0;
      const steps = next();
      run.to[i] = place;
      run.a[i] = forward;
      run.b[i] = forward + steps;
      if (place > 1) {
        const write = costs ? costs.write[place - 2] : 0;
        before = flags & 1 ? write : 0;
        after = flags & 2 ? write : 0;
        put(place - 2, forward, flags & 1, flags >> 1 & 1, i);
      } else if (flags & 2) {
        record(forward, forward + steps);
      }
      moving = costs ? costs.forward * steps : 0;
      forward += steps;
    } else if (kind === REVERSE) {
      run.a[i] = adjoint;
      adjoint -= next();
      run.b[i] = adjoint;
      if (flags) clear(adjoint, run.a[i]);
      moving = costs ? costs.adjoint * (run.a[i] - adjoint) : 0;
    } else if (kind === COPY) {
      const from = next(), to = next(), z = next();
      const step = adjoint - (z % 2 ? -(z + 1) / 2 : z / 2);
      const life = entries[from - 2].get(step);
      run.from[i] = from;
      run.to[i] = to;
      run.a[i] = run.b[i] = step;
      if (to > 1) {
        put(to - 2, step, life.restart, life.deps, i);
        moving = costs ? costs.write[to - 2] * (life.restart + life.deps) : 0;
      } else if (to === 1) {
        forward = life.restart ? step : NOWHERE;
        if (life.deps) record(step, step + 1);
        moving = costs ? costs.read[from - 2] : 0;
      }
      run.leaves[i] = life.restart;
      if (flags) {
        life.drop = i;
        entries[from - 2].delete(step);
        used[from - 2] -= life.restart + life.deps;
      }
    } else if (kind === END_FORWARD) {
      reversing = true;
    } else {
      adjoint = drawing.steps;
    }
    if (!costs) {
      started += next();
      moving = next();
      now = started;
      run.moved[i] = next();
    }
    run.t0[i] = now;
    if (kind !== COPY) run.leaves[i] = now + before;
    run.arrives[i] = now + before + moving;
    now += before + moving + after;
    run.t1[i] = now;
    run.forward[i] = forward;
    run.adjoint[i] = reversing ? adjoint : NaN;
    for (let level = 0; level < levels; level++) run.held[level][i] = used[level];
    let onTape = 0;
    for (const [a, b] of tape) onTape += b - a;
    run.held[levels][i] = onTape;
  }
  return run;
}

// The last action that began at or before a time.
function actionAt(run, time) {
  let low = 0, high = run.count - 1;
  while (low < high) {
    const middle = low + high + 1 >> 1;
    if (run.t0[middle] <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

// What was gathered, where the actions are too many to embed: bits by column, then row.
function gathered(drawing, bytes) {
  const {used, rows} = drawing.columns;
  const width = Math.ceil(rows / 8);
  let at = 0;
  const raster = () => {
    const from = at;
    at += used * width;
    return (column, row) => bytes[from + column * width + (row >> 3)] >> (row & 7) & 1;
  };
  const rasters = {forward: raster(), recording: raster(), adjoint: raster(), lives: drawing.levels.map(raster)};
  const next = numbersOf(bytes.subarray(at));
  const series = () => Float64Array.from({length: used}, next);
  const places = [];
  for (let place = 0; place <= drawing.levels.length; place++) places.push({least: series(), largest: series()});
  return {...rasters, places, count: used, rows, span: drawing.columns.share * drawing.total};
}

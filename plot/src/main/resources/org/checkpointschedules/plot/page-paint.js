// Paints a drawing on its canvas within the view that all drawings share.

const LEFT = 64, RIGHT = 16, TOP = 22, PLOT = 380, STRIP = 42, GAP = 24, FOOT = 40;
const MOST_STROKES = 2500;

function figure(value) {
  if (value !== 0 && (Math.abs(value) >= 1e15 || Math.abs(value) < 1e-4)) return value.toExponential(2);
  const digits = Number.isInteger(value) ? 0 : Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString("en-US", {maximumFractionDigits: Math.min(12, digits)});
}

// Beside an axis, where there is room for nine characters.
function label(value) {
  if (Math.abs(value) < 1e7) return figure(value);
  return Number(value.toPrecision(4)).toExponential().replace("+", "");
}

function roundTicks(low, high, most, whole) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 5, 10].find(f => f * power >= rough * (1 - 1e-9)) * power;
  if (whole) step = Math.max(1, step);
  const ticks = [];
  for (let k = Math.ceil(low / step); k * step <= high; k++) ticks.push(k * step);
  return ticks;
}

function heightOf(panel) {
  return TOP + PLOT + panel.strips.length * (GAP + STRIP) + FOOT;
}

function paint(panel, view, shown) {
  const {canvas, drawing} = panel;
  const scale = window.devicePixelRatio || 1;
  const width = canvas.clientWidth, height = heightOf(panel);
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue("--" + name).trim();
  const g = canvas.getContext("2d");
  g.setTransform(scale, 0, 0, scale, 0, 0);
  g.clearRect(0, 0, width, height);
  const plot = width - LEFT - RIGHT, bottom = TOP + PLOT;
  const x = t => LEFT + plot * (t - view.x0) / (view.x1 - view.x0);
  const y = s => bottom - PLOT * (s - view.y0) / (view.y1 - view.y0);
  const frame = {g, view, shown, scale, plot, bottom, x, y, colour, width, panel};

  axes(frame, height);
  g.save();
  g.beginPath();
  g.rect(LEFT, TOP, plot, PLOT);
  g.clip();
  if (panel.run) {
    const first = actionAt(panel.run, view.x0), last = actionAt(panel.run, view.x1);
    const lives = panel.run.lives.filter(l => shown.level(l.level) && life(panel.run, l, view));
    if (last - first + lives.length <= MOST_STROKES) strokes(frame, first, last, lives);
    else dense(frame, cells => markRun(frame, cells, first, last, lives));
    current(frame);
  } else {
    dense(frame, cells => markColumns(frame, cells));
    current(frame);
  }
  g.restore();
  panel.strips.forEach((place, k) => strip(frame, place, bottom + k * (GAP + STRIP) + GAP));
}

function life(run, l, view) {
  const t1 = l.drop < run.count ? run.t1[l.drop] : run.t1[run.count - 1];
  return t1 >= view.x0 && run.t0[l.write] <= view.x1 && l.step + 1 >= view.y0 && l.step <= view.y1;
}

function axes({g, view, x, y, colour, bottom, plot, panel, width}, height) {
  const unit = panel.drawing.unit;
  g.font = "11px system-ui, sans-serif";
  g.lineWidth = 1;
  g.strokeStyle = colour("grid");
  g.fillStyle = colour("muted");
  const end = height - FOOT;
  g.textAlign = "center";
  for (const tick of roundTicks(view.x0 / unit.size, view.x1 / unit.size, Math.max(2, plot / 95), false)) {
    const at = Math.round(x(tick * unit.size)) + .5;
    line(g, at, TOP, at, end);
    g.fillText(label(tick), at, end + 15);
  }
  g.textAlign = "right";
  for (const tick of roundTicks(Math.max(0, view.y0), Math.min(panel.most, view.y1), 10, true)) {
    const at = Math.round(y(tick)) + .5;
    line(g, LEFT, at, LEFT + plot, at);
    g.fillText(label(tick), LEFT - 7, at + 4);
  }
  g.fillStyle = colour("ink");
  g.fillText("step", LEFT - 7, 12);
  g.fillText(unit.axis, width - RIGHT, end + 33);
  g.strokeStyle = colour("base");
  line(g, LEFT, bottom + .5, LEFT + plot, bottom + .5);
  line(g, LEFT + .5, TOP, LEFT + .5, bottom);
}

function line(g, x1, y1, x2, y2) {
  g.beginPath();
  g.moveTo(x1, y1);
  g.lineTo(x2, y2);
  g.stroke();
}

function dashesOf(level) {
  return level < 6 ? [] : level < 12 ? [7, 2] : [2, 2];
}

function levelColour(colour, {colour: index}) {
  return colour("s" + index % 6);
}

// Few enough to show each.
function strokes({g, x, y, colour, shown, panel, view}, first, last, lives) {
  const run = panel.run, end = run.t1[run.count - 1], levels = panel.drawing.levels;
  const marks = last - first <= 400 ? (last - first <= 120 ? 3.6 : 2.2) : 0;
  const at = l => y(l.restart ? l.step : l.step + .5);
  g.lineWidth = 1.8;
  for (const l of lives) {
    const t1 = l.drop < run.count ? run.t1[l.drop] : end;
    g.strokeStyle = levelColour(colour, levels[l.level]);
    g.setLineDash(l.restart ? dashesOf(levels[l.level].colour) : [5, 3]);
    line(g, x(Math.max(run.t0[l.write], view.x0 - 1)), at(l), x(t1), at(l));
  }
  g.setLineDash([]);
  for (let i = first; i <= last; i++) {
    const kind = run.kind[i];
    if (kind === FORWARD && shown.forward) {
      const records = run.flags[i] & 2;
      g.strokeStyle = colour("forward");
      g.lineWidth = 1.4;
      line(g, x(run.t0[i]), y(run.a[i]), x(run.leaves[i]), y(run.a[i]));
      line(g, x(run.arrives[i]), y(run.b[i]), x(run.t1[i]), y(run.b[i]));
      if (records) {
        g.strokeStyle = colour("recording");
        g.lineWidth = 3.2;
      }
      line(g, x(run.leaves[i]), y(run.a[i]), x(run.arrives[i]), y(run.b[i]));
    } else if (kind === REVERSE && shown.adjoint) {
      g.strokeStyle = colour("adjoint");
      g.lineWidth = 3.2;
      line(g, x(run.t0[i]), y(run.a[i]), x(run.t1[i]), y(run.b[i]));
    }
    if (shown.adjoint && run.adjoint[i] === run.adjoint[i] && kind !== REVERSE) {
      g.strokeStyle = colour("adjoint");
      g.lineWidth = 1.2;
      const until = i + 1 < run.count ? run.t0[i + 1] : run.t1[i];
      line(g, x(run.t0[i]), y(run.adjoint[i]), x(until), y(run.adjoint[i]));
    }
  }
  if (!marks) return;
  for (const l of lives) {
    g.fillStyle = g.strokeStyle = levelColour(colour, levels[l.level]);
    disc(g, x(run.t0[l.write]), at(l), marks).fill();
    if (l.drop < run.count) {
      g.lineWidth = 1.8;
      line(g, x(run.t1[l.drop]), at(l) - marks - 1, x(run.t1[l.drop]), at(l) + marks + 1);
    }
  }
  g.fillStyle = colour("card");
  g.lineWidth = 1.6;
  for (let i = first; i <= last; i++) {
    if (run.kind[i] === COPY && run.to[i] === 1 && shown.level(run.from[i] - 2)) {
      g.strokeStyle = levelColour(colour, levels[run.from[i] - 2]);
      const ring = disc(g, x(run.t0[i]), y(run.leaves[i] ? run.a[i] : run.a[i] + .5), marks);
      ring.fill();
      ring.stroke();
    }
  }
}

function disc(g, x, y, r) {
  g.beginPath();
  g.arc(x, y, r, 0, 7);
  return g;
}

// Too many to show each: a pixel is marked if anything was there, the adjoint above all else.
const MARK_FORWARD = 1, MARK_RECORDING = 2, MARK_LIVES = 3, MARK_ADJOINT = 255;

class Cells {
  constructor({view, scale, plot}) {
    this.width = Math.max(1, Math.round(plot * scale));
    this.height = Math.round(PLOT * scale);
    this.thick = Math.max(1, Math.round(scale));
    this.marks = new Uint8Array(this.width * this.height);
    this.view = view;
    this.perTime = this.width / (view.x1 - view.x0);
    this.perStep = this.height / (view.y1 - view.y0);
  }

  column(time) {
    return Math.floor((time - this.view.x0) * this.perTime);
  }

  row(step) {
    return Math.floor(this.height - (step - this.view.y0) * this.perStep);
  }

  // Columns and rows, the first included and the last not.
  block(mark, c0, c1, r0, r1) {
    const left = Math.max(0, c0), right = Math.min(this.width, c1);
    if (left >= right) return;
    for (let row = Math.max(0, r0), low = Math.min(this.height, r1); row < low; row++) {
      this.marks.fill(mark, row * this.width + left, row * this.width + right);
    }
  }

  held(level, t0, t1, step) {
    const c0 = this.column(t0), row = this.row(step);
    this.block(MARK_LIVES + level, c0, Math.max(c0, this.column(t1)) + this.thick, row, row + this.thick);
  }

  move(mark, t0, t1, n0, n1, size) {
    const c0 = this.column(t0), c1 = this.column(t1);
    const slope = t1 > t0 ? (n1 - n0) / (t1 - t0) : 0;
    for (let c = Math.max(0, c0), to = Math.min(this.width - 1, c1); c <= to; c++) {
      const enters = c === c0 ? n0 : n0 + slope * (this.view.x0 + c / this.perTime - t0);
      const leaves = c === c1 ? n1 : n0 + slope * (this.view.x0 + (c + 1) / this.perTime - t0);
      const r0 = this.row(enters), r1 = this.row(leaves);
      this.block(mark, c, c + size, Math.min(r0, r1), Math.max(r0, r1) + size);
    }
  }
}

function dense(frame, fill) {
  const {g, plot, colour, panel, bottom} = frame;
  const cells = new Cells(frame);
  fill(cells);
  const solid = new Uint32Array(256), faint = new Uint32Array(256);
  solid[MARK_FORWARD] = faint[MARK_FORWARD] = colourWord(colour("forward"), 255);
  solid[MARK_RECORDING] = faint[MARK_RECORDING] = colourWord(colour("recording"), 255);
  solid[MARK_ADJOINT] = faint[MARK_ADJOINT] = colourWord(colour("adjoint"), 255);
  panel.drawing.levels.forEach((level, index) => {
    solid[MARK_LIVES + index] = colourWord(levelColour(colour, level), 255);
    faint[MARK_LIVES + index] = colourWord(levelColour(colour, level), 90);
  });
  const {width, height, marks} = cells;
  const image = new ImageData(width, height);
  const words = new Uint32Array(image.data.buffer);
  const near = width * cells.thick;
  for (let k = 0; k < marks.length; k++) {
    const mark = marks[k];
    if (!mark) continue;
    // Lines that touch above and below are an area, which is shaded so that lines stand out.
    const above = marks[k - near] === mark || marks[k - 2 * near] === mark;
    const below = marks[k + near] === mark || marks[k + 2 * near] === mark;
    words[k] = above && below ? faint[mark] : solid[mark];
  }
  const sheet = document.createElement("canvas");
  sheet.width = width;
  sheet.height = height;
  sheet.getContext("2d").putImageData(image, 0, 0);
  g.drawImage(sheet, LEFT, bottom - PLOT, plot, PLOT);
}

function colourWord(hex, alpha) {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, c => c + c) : hex;
  const value = parseInt(full.slice(1), 16);
  return (alpha << 24 | (value & 255) << 16 | (value >> 8 & 255) << 8 | value >> 16) >>> 0;
}

function markRun({shown, panel}, cells, first, last, lives) {
  const run = panel.run, end = run.t1[run.count - 1], thin = cells.thick;
  for (const l of lives) {
    cells.held(l.level, run.t0[l.write], l.drop < run.count ? run.t1[l.drop] : end, l.step);
  }
  if (shown.forward) {
    for (let i = first; i <= last; i++) {
      if (run.kind[i] !== FORWARD) continue;
      const mark = run.flags[i] & 2 ? MARK_RECORDING : MARK_FORWARD;
      cells.move(mark, run.leaves[i], run.arrives[i], run.a[i], run.b[i], thin);
    }
  }
  if (shown.adjoint) {
    for (let i = first; i <= last; i++) {
      if (run.adjoint[i] !== run.adjoint[i]) continue;
      if (run.kind[i] === REVERSE) {
        cells.move(MARK_ADJOINT, run.t0[i], run.t1[i], run.a[i], run.b[i], thin * 2);
      } else {
        const until = i + 1 < run.count ? run.t0[i + 1] : run.t1[i];
        cells.move(MARK_ADJOINT, run.t0[i], until, run.adjoint[i], run.adjoint[i], thin);
      }
    }
  }
}

function markColumns({shown, panel}, cells) {
  const {sums, drawing} = panel;
  const perRow = (drawing.steps + 1) / sums.rows;
  const put = (bit, mark, size) => {
    for (let k = 0; k < sums.count; k++) {
      const c0 = cells.column(k * sums.span), c1 = Math.max(c0 + size, cells.column((k + 1) * sums.span));
      if (c1 < 0 || c0 >= cells.width) continue;
      for (let r = 0; r < sums.rows; r++) {
        if (!bit(k, r)) continue;
        const low = cells.row(r * perRow - .5), top = cells.row((r + 1) * perRow - .5);
        cells.block(mark, c0, c1, Math.min(top, low - size), low);
      }
    }
  };
  drawing.levels.forEach((_, level) => {
    if (shown.level(level)) put(sums.lives[level], MARK_LIVES + level, cells.thick);
  });
  if (shown.forward) {
    put(sums.forward, MARK_FORWARD, cells.thick);
    put(sums.recording, MARK_RECORDING, cells.thick);
  }
  if (shown.adjoint) put(sums.adjoint, MARK_ADJOINT, 2 * cells.thick);
}

// The current action: its stroke on a halo, and a line at the time it ended.
function current({g, x, y, colour, panel}) {
  const {run, sums, at} = panel;
  g.strokeStyle = colour("cursor");
  if (run) {
    g.globalAlpha = .45;
    g.lineWidth = 9;
    g.lineCap = "round";
    const moves = run.kind[at] >= REVERSE, copies = run.kind[at] === COPY;
    const a = moves ? run.a[at] : Math.max(0, run.forward[at]), b = moves ? run.b[at] : a;
    g.beginPath();
    g.moveTo(x(run.t0[at]), y(a));
    if (!copies) g.lineTo(x(run.leaves[at]), y(a));
    g.lineTo(x(run.arrives[at]), y(b));
    g.lineTo(x(run.t1[at]), y(b));
    g.stroke();
    g.lineCap = "butt";
    g.globalAlpha = 1;
  }
  g.lineWidth = 1.2;
  const time = run ? run.t1[at] : (at + 1) * sums.span;
  line(g, x(time), TOP, x(time), TOP + PLOT);
}

// What a place holds: the most of each pixel column pale, the least over it.
function strip(frame, place, top) {
  const {g, view, x, colour, plot, panel, shown, scale} = frame;
  const {run, sums, drawing} = panel;
  const tape = place === drawing.levels.length;
  if (!tape && !shown.level(place)) return;
  const floor = top + STRIP;
  const {name, slots} = tape ? {name: "TAPE, steps of adjoint data", slots: null} : drawing.levels[place];
  const peak = drawing.peaks[place];
  const most = slots !== null && slots <= 2 * peak ? slots : peak;
  const w = Math.max(1, Math.round(plot * scale));
  const low = new Float64Array(w).fill(Infinity), high = new Float64Array(w);
  const mark = (t0, t1, least, largest) => {
    const c0 = Math.floor((t0 - view.x0) / (view.x1 - view.x0) * w);
    const c1 = Math.max(c0, Math.ceil((t1 - view.x0) / (view.x1 - view.x0) * w) - 1);
    for (let c = Math.max(0, c0); c <= Math.min(w - 1, c1); c++) {
      low[c] = Math.min(low[c], least);
      high[c] = Math.max(high[c], largest);
    }
  };
  if (run) {
    const held = run.held[place];
    for (let i = actionAt(run, view.x0), last = actionAt(run, view.x1); i <= last; i++) {
      const during = Math.max(i ? held[i - 1] : 0, held[i]);
      mark(run.t0[i], run.t1[i], during, during);
      if (i + 1 < run.count && run.t0[i + 1] > run.t1[i]) mark(run.t1[i], run.t0[i + 1], held[i], held[i]);
    }
  } else {
    for (let k = 0; k < sums.count; k++) {
      mark(k * sums.span, (k + 1) * sums.span, sums.places[place].least[k], sums.places[place].largest[k]);
    }
  }
  g.fillStyle = tape ? colour("st") : levelColour(colour, drawing.levels[place]);
  for (const [values, alpha] of [[high, .22], [low, .33]]) {
    g.globalAlpha = alpha;
    for (let c = 0; c < w;) {
      let to = c + 1;
      while (to < w && values[to] === values[c]) to++;
      if (values[c] > 0 && values[c] < Infinity) {
        const size = STRIP * values[c] / most;
        g.fillRect(LEFT + c * plot / w, floor - size, (to - c) * plot / w, size);
      }
      c = to;
    }
  }
  g.globalAlpha = 1;
  g.lineWidth = 1;
  g.strokeStyle = colour("base");
  line(g, LEFT, floor + .5, LEFT + plot, floor + .5);
  if (most === slots) {
    g.setLineDash([2, 3]);
    g.strokeStyle = colour("muted");
    line(g, LEFT, top + .5, LEFT + plot, top + .5);
    g.setLineDash([]);
  }
  g.fillStyle = colour("muted");
  g.textAlign = "left";
  g.fillText(`${name}: peak ${figure(peak)}${slots === null ? "" : " of " + figure(slots) + (slots === 1 ? " slot" : " slots")}`, LEFT, top - 6);
  g.textAlign = "right";
  g.fillText(label(most), LEFT - 7, top + 4);
  g.fillText("0", LEFT - 7, floor + 4);
  g.strokeStyle = colour("cursor");
  const time = run ? run.t1[panel.at] : (panel.at + 1) * sums.span;
  if (time >= view.x0 && time <= view.x1) line(g, x(time), top, x(time), floor);
}

// The page: a panel per drawing, one view for all, controls by mouse and keyboard.

const data = JSON.parse(document.getElementById("data").textContent);
const panels = [];
const names = [...new Set(data.drawings.flatMap(d => d.levels.map(l => l.name)))];
const hidden = new Set();
const whole = {
  x0: 0, x1: Math.max(...data.drawings.map(d => d.total), Number.MIN_VALUE),
  y0: -.5, y1: Math.max(...data.drawings.map(d => d.steps)) + .5,
};
let view = {...whole};
let active = 0;
let waiting = false;

function element(name, properties = {}, ...children) {
  const e = Object.assign(document.createElement(name), properties);
  e.append(...children);
  return e;
}

function repaint() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    for (const panel of panels) {
      const {drawing} = panel;
      paint(panel, view, {
        forward: !hidden.has("forward"), adjoint: !hidden.has("adjoint"),
        level: index => !hidden.has("level " + drawing.levels[index].name),
      });
    }
  });
}

function timeOf(panel) {
  return panel.run ? panel.run.t1[panel.at] : (panel.at + 1) * panel.sums.span;
}

function seek(panel, at, alone) {
  const top = (panel.run || panel.sums).count - 1;
  panel.at = Math.max(0, Math.min(top, Math.round(at)));
  panel.slider.value = panel.at;
  tell(panel);
  if (!alone && document.getElementById("together").checked) {
    for (const other of panels) if (other !== panel) seek(other, lastEnded(other, timeOf(panel)), true);
  }
  if (!alone) follow(panel);
  repaint();
}

// The last action that had ended by then.
function lastEnded(panel, time) {
  if (!panel.run) return Math.floor(time / panel.sums.span * (1 + 1e-12)) - 1;
  let at = actionAt(panel.run, time);
  while (at > 0 && panel.run.t1[at] > time) at--;
  return at;
}

// Keeps the current time within the view.
function follow(panel) {
  const time = timeOf(panel), span = view.x1 - view.x0;
  if (time < view.x0 || time > view.x1) {
    const x0 = Math.max(whole.x0, Math.min(whole.x1 - span, time - span / 2));
    view = {...view, x0, x1: x0 + span};
    centreSteps(panel);
  }
}

function centreSteps(panel) {
  const step = stepOf(panel), span = view.y1 - view.y0;
  if (step >= view.y0 && step <= view.y1) return;
  const y0 = Math.max(whole.y0, Math.min(whole.y1 - span, step - span / 2));
  view = {...view, y0, y1: y0 + span};
}

function stepOf({run, at, drawing}) {
  if (!run) return drawing.steps / 2;
  return run.kind[at] >= REVERSE ? run.b[at] : Math.max(0, run.forward[at]);
}

function tell(panel) {
  const state = stateOf(panel);
  panel.section.dataset.at = panel.at;
  panel.slider.setAttribute("aria-valuetext", `${state.title}: ${state.now}`);
  panel.said.textContent = `${state.title}: ${state.now}`;
  panel.state.replaceChildren(
    element("h3", {textContent: state.title}),
    element("p", {className: "now", textContent: state.now}),
    element("p", {className: "says", textContent: state.says}),
    element("dl", {}, ...state.rows.flatMap(([term, text, meter]) => {
      const dd = element("dd", {textContent: text});
      dd.dataset.name = term;
      if (meter) {
        const bar = element("i");
        bar.style.width = `${meter.most ? 100 * meter.held / meter.most : 0}%`;
        bar.style.background = `var(--s${panel.drawing.levels[meter.index].colour % 6})`;
        const list = element("div", {className: "held", textContent: meter.list});
        dd.append(element("div", {className: "meter"}, bar), list);
      }
      return [element("dt", {textContent: term}), dd];
    })));
}

// Zooms by a factor about a point given in time and step; steps stay if `timeOnly`.
function zoom(factor, time, step, timeOnly) {
  const part = (low, high, at, least, most0, most1) => {
    const span = Math.min(most1 - most0, Math.max(least, (high - low) * factor));
    const share = high > low ? (at - low) / (high - low) : .5;
    const from = Math.max(most0, Math.min(most1 - span, at - share * span));
    return [from, from + span];
  };
  const [x0, x1] = part(view.x0, view.x1, time, (whole.x1 - whole.x0) * 1e-7, whole.x0, whole.x1);
  const [y0, y1] = timeOnly ? [view.y0, view.y1] : part(view.y0, view.y1, step, Math.min(3, whole.y1 - whole.y0), whole.y0, whole.y1);
  view = {x0, x1, y0, y1};
  repaint();
}

function zoomHere(factor) {
  const panel = panels[active];
  // About the current action, brought to the middle if it is out of sight.
  const time = timeOf(panel), step = stepOf(panel);
  const inside = (v, low, high) => v >= low && v <= high ? v : (low + high) / 2;
  zoom(factor, inside(time, view.x0, view.x1), inside(step, view.y0, view.y1), false);
}

function move(dx, dy) {
  const spanX = view.x1 - view.x0, spanY = view.y1 - view.y0;
  const x0 = Math.max(whole.x0, Math.min(whole.x1 - spanX, view.x0 + dx));
  const y0 = Math.max(whole.y0, Math.min(whole.y1 - spanY, view.y0 + dy));
  view = {x0, x1: x0 + spanX, y0, y1: y0 + spanY};
  repaint();
}

function activate(index) {
  active = index;
  panels.forEach((p, k) => p.section.classList.toggle("active", panels.length > 1 && k === index));
}

function mouse(panel) {
  const {canvas} = panel;
  let drag = null;
  const at = event => {
    const box = canvas.getBoundingClientRect(), plot = box.width - LEFT - RIGHT;
    return {
      time: view.x0 + (event.clientX - box.left - LEFT) / plot * (view.x1 - view.x0),
      step: view.y0 + (TOP + PLOT - (event.clientY - box.top)) / PLOT * (view.y1 - view.y0),
    };
  };
  canvas.addEventListener("pointerdown", event => {
    drag = {from: at(event), x: event.clientX, y: event.clientY, moved: false};
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", event => {
    if (!drag) return;
    drag.moved ||= Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 4;
    if (!drag.moved) return;
    const to = at(event);
    move(drag.from.time - to.time, drag.from.step - to.step);
  });
  canvas.addEventListener("pointerup", event => {
    if (drag && !drag.moved) {
      const time = at(event).time;
      seek(panel, panel.run ? actionAt(panel.run, time) : Math.floor(time / panel.sums.span));
    }
    drag = null;
  });
  canvas.addEventListener("pointercancel", () => drag = null);
  canvas.addEventListener("wheel", event => {
    if (document.activeElement !== canvas || event.ctrlKey) return;
    event.preventDefault();
    const {time, step} = at(event);
    zoom(Math.exp((event.deltaY || event.deltaX) * .0015), time, step, event.shiftKey);
  }, {passive: false});
}

function toggle(key) {
  if (!hidden.delete(key)) hidden.add(key);
  for (const box of document.querySelectorAll("#filter input")) box.checked = !hidden.has(box.value);
  repaint();
}

function theme() {
  const order = ["automatic", "dark", "light"];
  const root = document.documentElement;
  const next = order[(order.indexOf(root.dataset.theme || "automatic") + 1) % 3];
  if (next === "automatic") delete root.dataset.theme;
  else root.dataset.theme = next;
  document.getElementById("theme").textContent = "Theme: " + next;
  repaint();
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const panel = panels[active];
  const top = (panel.run || panel.sums).count - 1, page = Math.max(10, Math.round(top / 100));
  const onSlider = event.target === panel.slider;
  const panX = (view.x1 - view.x0) / 8, panY = (view.y1 - view.y0) / 8;
  const actions = event.shiftKey
    ? {ArrowLeft: () => move(-panX, 0), ArrowRight: () => move(panX, 0), ArrowUp: () => move(0, panY), ArrowDown: () => move(0, -panY)}
    : {
      ArrowLeft: () => seek(panel, panel.at - 1), ArrowRight: () => seek(panel, panel.at + 1),
      PageUp: () => seek(panel, panel.at - page), PageDown: () => seek(panel, panel.at + page),
      Home: () => seek(panel, 0), End: () => seek(panel, top),
    };
  Object.assign(actions, {
    "+": () => zoomHere(.5), "=": () => zoomHere(.5), "-": () => zoomHere(2), "0": () => fit(),
    f: () => toggle("forward"), a: () => toggle("adjoint"), t: theme,
    n: () => {
      activate((active + 1) % panels.length);
      panels[active].canvas.focus();
    },
  });
  names.slice(0, 9).forEach((name, k) => actions[k + 1] = () => toggle("level " + name));
  const action = actions[event.key];
  if (!action || onSlider && ["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  action();
}

function fit() {
  view = {...whole};
  repaint();
}

function filters() {
  const filter = document.getElementById("filter");
  const add = (key, text, colour, shortcut) => {
    const box = element("input", {type: "checkbox", checked: true, value: key, id: "show-" + key.replace(" ", "-")});
    box.addEventListener("change", () => toggle(key));
    const sample = element("span", {className: "sample"});
    sample.style.borderColor = `var(--${colour})`;
    filter.append(element("label", {title: `Hide or show (${shortcut})`}, box, sample, text));
  };
  add("forward", "forward", "forward", "f");
  add("adjoint", "adjoint", "adjoint", "a");
  names.forEach((name, k) => add("level " + name, "held in " + name, "s" + k % 6, k < 9 ? k + 1 : "mouse"));
}

async function add(drawing, index) {
  const section = element("section", {ariaLabel: drawing.title});
  const canvas = element("canvas", {tabIndex: 0});
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${drawing.title}: ${drawing.storage}. ${drawing.effort}. Steps upwards over time to the right; the state at each action is told beside.`);
  const slider = element("input", {type: "range", min: 0, value: 0, step: 1});
  slider.setAttribute("aria-label", drawing.code ? "Action" : "Column of time");
  const state = element("div", {className: "state"});
  const said = element("p", {className: "said"});
  said.setAttribute("role", "status");
  const panel = {drawing, section, canvas, slider, state, said, at: 0, most: drawing.steps, strips: drawing.shown};
  // Colours go by name, so that a level looks the same in both drawings.
  drawing.levels.forEach(level => level.colour = names.indexOf(level.name));
  const button = (text, label, by) => {
    const b = element("button", {type: "button", textContent: text, ariaLabel: label});
    b.addEventListener("click", () => seek(panel, panel.at + by));
    return b;
  };
  if (data.drawings.length > 1) section.append(element("h2", {textContent: drawing.title}));
  section.append(
    element("p", {className: "sub", textContent: drawing.storage}),
    element("p", {className: "sub", textContent: drawing.effort}));
  for (const note of drawing.notes) section.append(element("p", {className: "note", textContent: note}));
  const scrub = element("div", {className: "scrub"}, button("‹", "Back", -1), slider, button("›", "On", 1));
  section.append(element("div", {className: "body"}, element("div", {}, canvas, scrub), state), said);
  document.getElementById("drawings").append(section);
  const bytes = await inflate(drawing.code || drawing.columns.code);
  if (drawing.code) panel.run = play(drawing, bytes);
  else panel.sums = gathered(drawing, bytes);
  slider.max = (panel.run || panel.sums).count - 1;
  canvas.style.height = heightOf(panel) + "px";
  slider.addEventListener("input", () => seek(panel, +slider.value));
  section.addEventListener("focusin", () => activate(index));
  section.addEventListener("pointerdown", () => activate(index));
  mouse(panel);
  panels[index] = panel;
}

async function start() {
  document.getElementById("drawings").classList.toggle("two", data.drawings.length > 1);
  document.getElementById("tie").hidden = data.drawings.length < 2;
  for (let k = 0; k < data.drawings.length; k++) await add(data.drawings[k], k);
  filters();
  activate(0);
  panels.forEach(tell);
  document.getElementById("in").addEventListener("click", () => zoomHere(.5));
  document.getElementById("out").addEventListener("click", () => zoomHere(2));
  document.getElementById("fit").addEventListener("click", fit);
  document.getElementById("theme").addEventListener("click", theme);
  document.addEventListener("keydown", keys);
  window.addEventListener("resize", repaint);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  repaint();
  document.documentElement.dataset.ready = "yes";
}

start().catch(error => {
  document.documentElement.dataset.ready = "failed";
  document.getElementById("drawings").append(element("p", {className: "note", textContent: `This page cannot be shown: ${error.message}. It needs a browser of 2023 or later.`}));
});

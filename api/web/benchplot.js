// Small bars with confidence intervals, drawn as SVG: figures stand beside them, so the drawing only helps the eye.

import { h, s } from "./dom.js";

const ROW = 34, VALUE = 60;

/** Return a bar for each run, with its 95 % interval, on a scale from 0 to 1. */
export function bars(runs, metric) {
  const [width, name] = matchMedia("(max-width: 44rem)").matches ? [340, 96] : [640, 150]; // letters stay readable on a phone
  const height = runs.length * ROW + 22, across = width - name - VALUE;
  const x = (value) => name + value * across;
  const words = runs.map((run) => `${run.system} ${(run.metrics[metric] || 0).toFixed(3)}`).join("，");
  return s("svg", { class: "bench-bars", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${metric}：${words}` },
    [0, 0.25, 0.5, 0.75, 1].map((at) => [s("line", { class: "grid", x1: x(at), x2: x(at), y1: 0, y2: height - 18 }), label(x(at), height - 4, String(at), "tick")]),
    runs.map((run, index) => bar(run, metric, index * ROW + 6, x, name)));
}

function bar(run, metric, top, x, name) {
  const value = run.metrics[metric] || 0, bounds = run.intervals[metric];
  const middle = top + (ROW - 14) / 2;
  return [
    label(name - 10, middle + 4, short([run.system, run.folder].filter(Boolean).join(" · "), name / 9), "name"),
    s("rect", { class: "bar-of-run", x: x(0), y: top, width: Math.max(0, x(value) - x(0)), height: ROW - 14, rx: 3 }),
    bounds ? s("path", { class: "whisker", d: `M${x(bounds[0])} ${middle}H${x(bounds[1])}M${x(bounds[0])} ${middle - 5}v10M${x(bounds[1])} ${middle - 5}v10` }) : null,
    label(x(Math.max(value, bounds?.[1] || 0)) + 8, middle + 4, value.toFixed(3), "value"),
  ];
}

function short(words, most) {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}

function label(x, y, words, kind) {
  const element = s("text", { x, y, class: kind });
  element.textContent = words;
  return element;
}

/** Return a line from the first run's figure to the second's. */
bars.change = (first, second) => {
  const x = (value) => 4 + value * 92;
  const tone = second > first ? "better" : second < first ? "worse" : "same";
  return s("svg", { class: `bench-line ${tone}`, viewBox: "0 0 100 14", "aria-hidden": "true" },
    s("line", { class: "axis", x1: 4, x2: 96, y1: 7, y2: 7 }),
    s("line", { class: "move", x1: x(first), x2: x(second), y1: 7, y2: 7 }),
    s("circle", { class: "from", cx: x(first), cy: 7, r: 3 }), s("circle", { class: "to", cx: x(second), cy: 7, r: 4 }));
};

/** Return what the marks of a line mean. */
export function legend() {
  return h("p.small.quiet.bench-legend", {}, "差别大的题在前。空心点是甲，实心点是乙；绿色是乙更好，红色是甲更好。点开看两次各找到了什么。");
}

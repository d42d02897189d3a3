// One query looked into: what each run ranked among the first ten, with the grade of each text.

import { h } from "./dom.js";

const NAMES = ["甲", "乙"];

/** Return the ranked texts of the runs side by side. */
export function queryView(query) {
  const ranks = query.runs.map((run) => new Map(run.passages.map((one) => [one.id, one.rank])));
  return h("div.bench-look", {},
    h("p.small.quiet", {}, `题号 ${query.id}，相关段落 ${query.relevant} 段。绿框是相关的；“另一次第几”说明它在另一次评测里排第几。`),
    h("div.bench-columns", {}, query.runs.map((run, index) => column(run, NAMES[index] || String(index + 1), ranks[1 - index]))));
}

function column(run, name, other) {
  const figures = Object.entries(run.metrics).map(([metric, value]) => `${metric} ${value.toFixed(3)}`).join("　");
  return h("section", { "aria-label": `${name} ${run.id}` },
    h("h3", {}, `${name}　`, h("span.small.quiet", {}, run.id)), h("p.small.quiet", {}, figures),
    run.passages.length ? h("ol.bench-passages", {}, run.passages.map((one) => passage(one, other))) : h("p.small", {}, "一段也没找到。"),
    run.missed.length ? h("div", {}, h("h4.small.quiet", {}, `没排进前十的相关段落（${run.missed.length}）`), h("ul.bench-passages", {}, run.missed.slice(0, 5).map((one) => passage(one, other)))) : null);
}

function passage(one, other) {
  const elsewhere = !other ? null : other.has(one.id) ? `另一次第 ${other.get(one.id)}` : "另一次未进前十";
  return h("li", { class: one.grade ? "hit" : null },
    h("p.facts", {}, one.rank ? h("span.rank", {}, `第 ${one.rank}`) : null, one.grade ? h("span.badge.good", {}, `相关 ${one.grade}`) : null, elsewhere ? h("span", {}, elsewhere) : null, h("span", {}, one.id)),
    h("p.serif.small", {}, one.text || "（运行时没有保存文字）"));
}

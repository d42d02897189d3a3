// The text of a document clause by clause, with departments, measures and incentives marked where they stand.

import { fill, h } from "./dom.js";
import { get } from "./http.js";
import { failure, skeleton } from "./parts.js";
import { address } from "./reader.js";

/** Return the text as an element, with `goTo` that shows a clause and marks a range in it. */
export function textView(shown) {
  const element = h("article.card.paper", {}, skeleton("正在取正文"));
  const state = { shown, element, clauses: null };
  const ready = load(state);
  return { element, goTo: async (place) => { await ready; goTo(state, place); } };
}

async function load(state) {
  try {
    const { clauses } = await get(`/api/documents/${state.shown.id}/text`);
    state.clauses = new Map(clauses.map((clause) => [clause.id, { clause, view: section(state.shown, clause) }]));
    fill(state.element, [...state.clauses.values()].map((one) => one.view));
  } catch (error) {
    fill(state.element, failure(error, () => load(state)));
  }
}

function section(shown, clause) {
  const body = h("p.quote", {}, pieces(clause, null));
  return h(`section.paper-clause.kind-${clause.kind}`, {},
    body, clause.kind === "title" ? null : h("a.anchor", { href: address(shown.id, { clause: clause.id, view: shown.view }), "aria-label": "看这一条的标注" }, "¶"));
}

function goTo(state, place) {
  state.element.querySelectorAll(".here").forEach((one) => { one.classList.remove("here"); one.removeAttribute("id"); });
  state.element.querySelectorAll("mark").forEach((one) => one.replaceWith(...one.childNodes));
  const found = state.clauses?.get(place.clause);
  if (!found) return;
  const { clause, view } = found;
  fill(view.querySelector(".quote"), pieces(clause, place.range));
  view.classList.add("here");
  view.id = "here";
  view.scrollIntoView({ block: "center" });
}

/** Cut the text where marks begin and end; dress each piece in what covers it, and mark the range as one. */
function pieces(clause, range) {
  const length = clause.text.length;
  const marks = clause.marks.map((mark) => ({ ...mark, start: mark.start - clause.start, end: mark.end - clause.start }));
  const from = range ? Math.max(0, range.start - clause.start) : length, to = range ? Math.min(length, range.end - clause.start) : length;
  const cuts = [...new Set([0, length, from, to, ...marks.flatMap((mark) => [mark.start, mark.end])])].filter((at) => at >= 0 && at <= length).sort((a, b) => a - b);
  const between = (begin, end) => cuts.filter((at) => at >= begin && at < end).map((at) => piece(clause.text.slice(at, cuts[cuts.indexOf(at) + 1]), marks.filter((mark) => mark.start <= at && mark.end > at)));
  if (from >= to) return between(0, length);
  const whole = to - from > 0.9 * length; // all of it marked is nothing marked
  return [between(0, from), h(whole ? "mark.whole" : "mark", {}, between(from, to)), between(to, length)];
}

function piece(words, covering) {
  if (!covering.length) return words;
  const layers = [...new Set(covering.map((mark) => mark.layer))];
  const said = [...new Set(covering.map((mark) => mark.words))].join("；");
  return h("span.tagged", { class: ["tagged", ...layers].join(" "), title: said }, words);
}

// The queue: what was not answered or judged wrong, most often first.

import { announce, fill, h } from "./dom.js";
import { get, post } from "./http.js";
import { failure, skeleton } from "./parts.js";
import { staff } from "./staff.js";

const STATES = { open: "待处理", answered: "已答复", absent: "库内确无", ignored: "已忽略" };
const STEP = 50;

/** Show the questions of one state; the state lives in the address. */
export async function render(place, { query }) {
  const state = STATES[query.get("state")] ? query.get("state") : "open";
  const page = await get("/api/desk/queue", { state, limit: STEP }, staff());
  fill(place,
    h("div.chips", { role: "group", "aria-label": "处理状态" }, Object.entries(STATES).map(([key, name]) =>
      h("a.chip", { href: key === "open" ? "#/desk" : `#/desk?state=${key}`, "aria-current": key === state ? "page" : null }, `${name} ${page.counts[key]}`))),
    page.stale ? h("p.desk-stale", {}, h("span.badge.warn", {}, "需复核"), `有 ${page.stale} 条审核答复因依据变动已停用，`, h("a", { href: "#/desk/reviewed" }, "去复核")) : null,
    page.questions.length ? [table(page.questions, state), further(page, state)] : empty(state));
}

function empty(state) {
  return h("section.state", {}, h("h2", {}, state === "open" ? "没有待处理的问题" : `没有“${STATES[state]}”的问题`),
    h("p.quiet", {}, "没有答出的问题，和读者点了“不对？”的答案，会自动排到这里。"),
    h("p", {}, h("a", { href: "#/desk/new" }, "也可以直接写一条审核答复")));
}

function table(questions, state) {
  return h("div.card.desk-table", {}, h("table", {},
    h("caption.off-screen", {}, STATES[state]),
    h("thead", {}, h("tr", {}, ["问题", "没答出", "不对", "最近一次", "处理"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, questions.map(row))));
}

function row(one) {
  const line = h("tr", {},
    h("th", { scope: "row" }, one.context.length ? h("span.small.quiet.block", {}, `接着“${one.context[0]}”`) : null,
      h("a", { href: `#/desk/question/${one.id}` }, one.question), reasons(one)),
    h(one.refused ? "td.count" : "td.count.none", { "data-name": "没答出" }, String(one.refused)),
    h(one.disliked ? "td.count" : "td.count.none", { "data-name": "不对" }, String(one.disliked)),
    h("td", { "data-name": "最近" }, h("time", { datetime: one.last }, new Date(one.last).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" }))),
    h("td.desk-acts", {}, acts(one, () => line)));
  return line;
}

function reasons(one) {
  if (!one.dislikes.length) return null;
  return h("ul.desk-reasons", {}, one.dislikes.slice(0, 3).map((said) =>
    h("li", {}, said.reason_name ? h("span.badge.warn", {}, said.reason_name) : null, said.comment ? h("span.small", {}, said.comment) : null)));
}

/** Return the buttons that put a question aside or take it back; `lineOf` gives what to replace by a note. */
export function acts(one, lineOf) {
  const settle = (state, words) => async (event) => {
    const button = event.currentTarget;
    button.disabled = true;
    try {
      await post(`/api/desk/${one.id}/dismiss`, { state }, staff());
      const note = h("span.small.quiet", { tabindex: "-1" }, words);
      fill(lineOf().querySelector(".desk-acts"), note);
      lineOf().classList.add("settled");
      note.focus();
      announce(words);
    } catch (error) {
      button.disabled = false;
      button.textContent = error.message;
    }
  };
  const button = (state, name, words) => h("button.link", { type: "button", "aria-label": `${name}：${one.question}`, onclick: settle(state, words) }, name);
  if (one.state === "open") return [button("absent", "库内确无", "已标为库内确无"), button("ignored", "忽略", "已忽略")];
  return [button("open", "重新打开", "已重新打开")];
}

function further(page, state) {
  const total = page.counts[state];
  let shown = page.questions.length;
  if (shown >= total) return null;
  const place = h("div.more-row");
  const more = async () => {
    fill(place, skeleton("正在取后面的问题"));
    try {
      const next = await get("/api/desk/queue", { state, limit: STEP, offset: shown }, staff());
      document.querySelector(".desk-table tbody").append(...next.questions.map(row));
      shown += next.questions.length;
      if (next.questions.length && shown < total) draw();
      else place.remove();
    } catch (error) {
      fill(place, failure(error, more));
    }
  };
  const draw = () => fill(place, h("button.button.plain", { type: "button", onclick: more }, `再看 ${Math.min(STEP, total - shown)} 个（还有 ${total - shown} 个）`));
  draw();
  return place;
}

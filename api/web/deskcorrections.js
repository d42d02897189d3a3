// The corrections of departments and measures: what was read, what holds instead, who says so and why.

import { announce, fill, h } from "./dom.js";
import { fetchFile, get, remove } from "./http.js";
import { address, forget } from "./reader.js";
import { staff } from "./staff.js";

const TONES = { holds: "good", stale: "warn", replaced: "", withdrawn: "" };
const ORDER = ["stale", "holds", "replaced", "withdrawn"];

/** Show the corrections, those that no longer hold for changed words first. */
export async function render(place) {
  const { corrections } = await get("/api/desk/corrections", {}, staff());
  const sorted = [...corrections].sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  fill(place, bar(corrections),
    corrections.length ? h("ul.desk-reviewed", {}, sorted.map((one) => card(one, () => render(place)))) : h("section.state", {}, h("h2", {}, "还没有更正"),
      h("p.quiet", {}, "在原文页选一条条款，点“更正标注”，即可改正它的责任单位和举措。")));
}

function bar(corrections) {
  const trouble = h("span.form-error", { role: "alert" });
  const stale = corrections.filter((one) => one.state === "stale").length;
  return h("div.desk-bar", {},
    h("p", {}, `使用中 ${corrections.filter((one) => one.state === "holds").length} 条`, stale ? h("span.badge.warn", {}, `${stale} 条因条款变动停用`) : null),
    h("div.actions", {}, h("button.link", { type: "button", onclick: async () => {
      try { await fetchFile("/api/desk/corrections/export.jsonl", null, "corrections.jsonl", staff()); } catch (error) { trouble.textContent = error.message; }
    } }, "导出为标注"), trouble));
}

function card(one, again) {
  const gone = (line, others) => !others.includes(line);
  const list = (title, lines, others, tag) => h("div", {}, h("h3", {}, title),
    lines.length ? h("ul", {}, lines.map((line) => h("li", {}, gone(line, others) ? h(tag, {}, line) : line))) : h("p.quiet", {}, "（无）"));
  return h("li.card.card-body", {},
    h("div.facts", {}, h(`span.badge${TONES[one.state] ? `.${TONES[one.state]}` : ""}`, {}, one.state_name), h("span", {}, one.aspect_name), h("span", {}, `${one.by} · ${one.date}`)),
    h("h2", {}, one.title && one.path ? h("a", { href: address(one.document_id, { clause: one.clause_id }) }, `《${one.title}》${one.path}`) : "条款已不在库内"),
    h("p.desk-text", {}, one.why),
    h("div.correct-change", {}, list("问策读出的", one.before, one.after, "del"), list("更正为", one.after, one.before, "ins")),
    one.state === "withdrawn" ? null : h("div.actions", {}, withdrawal(one, again)));
}

function withdrawal(one, again) {
  let sure = false;
  const button = h("button.link", { type: "button", "aria-label": `撤销：${one.path || one.clause_id}`, onclick: async () => {
    if (!sure) { sure = true; button.textContent = "确定撤销？再点一次"; button.removeAttribute("aria-label"); return; }
    try {
      await remove(`/api/desk/corrections/${one.number}`, staff());
      forget();
      announce("已撤销");
      await again();
    } catch (error) {
      button.textContent = error.message;
    }
  } }, "撤销");
  return button;
}

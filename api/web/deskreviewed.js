// The reviewed answers: what is given to readers, what must be looked at again, and the export.

import { announce, fill, h } from "./dom.js";
import { fetchFile, get, remove } from "./http.js";
import { readerLink } from "./parts.js";
import { staff } from "./staff.js";

/** Show the answers, those to be looked at again first. */
export async function render(place) {
  const { reviewed } = await get("/api/desk/reviewed", {}, staff());
  const stale = reviewed.filter((one) => one.stale);
  const good = reviewed.filter((one) => !one.stale);
  fill(place, bar(reviewed.length, stale.length),
    reviewed.length ? h("ul.desk-reviewed", {}, [...stale, ...good].map(card)) : h("section.state", {}, h("h2", {}, "还没有审核过的答复"),
      h("p.quiet", {}, "从待处理问题里选一个来答；存下以后，同一个问题就直接用它作答。")));
}

function bar(total, stale) {
  const trouble = h("span.form-error", { role: "alert" });
  return h("div.desk-bar", {},
    h("p", {}, `共 ${total} 条`, stale ? h("span.badge.warn", {}, `${stale} 条需复核`) : null),
    h("div.actions", {}, h("a", { href: "#/desk/new" }, "新写一条"),
      h("button.link", { type: "button", onclick: async () => {
        try { await fetchFile("/api/desk/export.jsonl", null, "desk.jsonl", staff()); } catch (error) { trouble.textContent = error.message; }
      } }, "导出为测试题"), trouble));
}

function card(one) {
  const item = h("li.card.card-body", {},
    h("div.facts", {}, h(one.stale ? "span.badge.warn" : "span.badge.good", {}, one.stale ? "需复核，已停用" : "使用中"),
      h("span", {}, `${one.reviewer} · ${one.date}`)),
    one.context.length ? h("p.small.quiet", {}, `接着“${one.context[0]}”`) : null,
    h("h2", {}, one.question),
    h("p.desk-text.serif", {}, one.text),
    one.stale ? h("p.desk-stale", {}, one.stale) : null,
    h("ol.desk-quotes", {}, one.evidence.map((quote) => h("li", {}, h("span.serif", {}, quote.quote),
      quote.document_id ? h("a.small.block", { href: readerLink({ ...quote, start: 0, end: 0 }) }, `《${quote.title}》${quote.path}`) : h("span.small.quiet.block", {}, "条款已不在库内")))),
    h("div.actions", {}, h("a.small", { href: `#/desk/review/${one.id}`, "aria-label": `${one.stale ? "复核" : "修改"}：${one.question}` }, one.stale ? "复核" : "修改"), withdrawal(one, () => item)));
  return item;
}

function withdrawal(one, itemOf) {
  let sure = false;
  const button = h("button.link", { type: "button", "aria-label": `撤下：${one.question}`, onclick: async () => {
    if (!sure) { sure = true; button.textContent = "确定撤下？再点一次"; button.removeAttribute("aria-label"); return; }
    try {
      await remove(`/api/desk/reviewed/${one.id}`, staff());
      const note = h("li.small.quiet", { tabindex: "-1" }, `已撤下：${one.question}`);
      itemOf().replaceWith(note);
      note.focus();
      announce("已撤下");
    } catch (error) {
      button.textContent = error.message;
    }
  } }, "撤下");
  return button;
}

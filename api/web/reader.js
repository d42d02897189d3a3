// 原文: the clause tree, the original pages or the text, and the clause chosen, side by side.

import { announce, copy, fill, h } from "./dom.js";
import { get } from "./http.js";
import { failure, skeleton, statusBadge } from "./parts.js";
import { certificate, citations } from "./readerproof.js";
import { pagesView, prefetch } from "./readerpages.js";
import { clausePanel } from "./readerside.js";
import { textView } from "./readertext.js";

const LAYERS = { departments: "责任单位", measures: "举措", incentives: "优惠政策" };
const shownLayers = new Set();
const LONG = 60; // clauses; longer outlines can be searched
let open = null; // the document now shown: moving between its clauses loads nothing anew

/** Show a document; `clause` in the address names the clause, `start` and `end` the cited words, `page` the page. */
export async function render(main, { argument, query }) {
  const place = { clause: query.get("clause"), start: Number(query.get("start")), end: Number(query.get("end")), page: Number(query.get("page")), view: query.get("view") || "" };
  if (open?.id === argument && open.view === place.view && open.root.isConnected) { await select(open, place); return; }
  fill(main, h("div.wide.pad", {}, skeleton("正在打开原文")));
  try {
    const outline = get(`/api/documents/${encodeURIComponent(argument)}/outline`);
    if (place.clause && place.view !== "text") ahead(argument, place);
    const data = await outline;
    await show(main, data, place);
  } catch (error) {
    fill(main, h("div.wide.pad", {}, failure(error, () => render(main, { argument, query }))));
  }
}

/** Return the address of a place in a document. */
export function address(id, values) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value);
  const words = query.toString();
  return `#/document/${id}${words ? `?${words}` : ""}`;
}

const clauses = new Map(); // asked for: the same clause is not fetched twice

function clauseOf(id, clause) {
  const key = `${id} ${clause}`;
  if (!clauses.has(key)) {
    const asked = get(`/api/documents/${id}/clause`, { id: clause });
    asked.catch(() => clauses.delete(key));
    clauses.set(key, asked);
  }
  return clauses.get(key);
}

/** Forget what was fetched: tags have changed. */
export function forget() {
  open = null;
  clauses.clear();
}

/** Show the document anew. */
export function reopen() {
  forget();
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

/** Ask for the clause and its page while the outline is still on its way. */
async function ahead(id, place) {
  try {
    const clause = await clauseOf(id, place.clause);
    const range = place.end > place.start ? place : clause;
    if (clause.page && clause.pictured) prefetch(id, place.page || clause.page, { start: range.start, end: range.end });
  } catch { /* said where it is shown */ }
}

async function show(main, data, place) {
  const id = data.document.id;
  const text = place.view === "text" || !data.sizes.length;
  document.title = `${data.document.title} · 问策`;
  const side = h("aside.reader-side", { "aria-label": "所选条款", "aria-live": "polite" });
  const root = h("div.reader", { class: ["reader", ...[...shownLayers].map((layer) => `show-${layer}`)].join(" ") });
  open = { id, view: place.view, root, data, side, text };
  open.main = text ? textView(open) : pagesView(open);
  fill(root, outline(open), h("div.reader-main", {}, open.main.element), side);
  fill(main, h("div.reader-wide.pad", {}, head(data, place, text, root), root));
  const shown = open;
  await select(shown, place);
  shown.fillOutline();
  follow(shown, place);
  const cited = await citations(id); // after the page asked for
  if (cited) main.querySelector(".reader-more")?.append(cited);
}

async function select(shown, place) {
  follow(shown, place);
  const item = shown.data.outline.find((one) => one.id === place.clause);
  const range = place.end > place.start ? { start: place.start, end: place.end } : null;
  const moved = shown.main.goTo({ ...place, page: place.page || item?.page || 0, range, waits: Boolean(place.clause) && !range });
  if (!place.clause) { fill(shown.side, hint(shown)); await moved; return; }
  try {
    const clause = await clauseOf(shown.id, place.clause);
    fill(shown.side, clausePanel(clause, shown, neighbours(shown, place.clause)));
    if (!range) await shown.main.goTo({ ...place, page: clause.page || place.page, range: { start: clause.start, end: clause.end } });
  } catch (error) {
    fill(shown.side, failure(error, () => select(shown, place)));
  }
  await moved;
}

/** Mark the clause in the outline. */
function follow(shown, place) {
  for (const link of shown.root.querySelectorAll(".outline [aria-current]")) link.removeAttribute("aria-current");
  const link = place.clause && shown.root.querySelector(`.outline a[data-clause="${CSS.escape(place.clause)}"]`);
  if (!link) return;
  link.setAttribute("aria-current", "true");
  centre(shown.root.querySelector(".outline-pane"), link);
}

/** Scroll the pane, not the page; twice, since rows far away are only measured when they come near. */
function centre(pane, link) {
  const once = () => { pane.scrollTop += link.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3; };
  once();
  requestAnimationFrame(once);
}

function hint(shown) {
  const counts = Object.keys(LAYERS).map((layer) => `${LAYERS[layer]} ${sum(shown.data.outline, layer)}`).join("，");
  return h("section.state", {}, h("h2", {}, "选一条看标注"), h("p.small.quiet", {}, `从目录里选，或直接点${shown.text ? "文字" : "页面"}上的条款。全文标注：${counts}。`));
}

function neighbours(shown, id) {
  const at = shown.data.outline.findIndex((one) => one.id === id);
  return { before: shown.data.outline[at - 1], after: at < 0 ? undefined : shown.data.outline[at + 1] };
}

function sum(outline, layer) {
  return outline.reduce((total, one) => total + one[layer], 0);
}

function head(data, place, text, root) {
  const card = data.document;
  const facts = [card.number, card.region, card.genre, card.date && `成文 ${card.date}`, card.published && card.published !== card.date && `发布 ${card.published}`, card.effective && `施行 ${card.effective}`, card.expires && `有效期至 ${card.expires}`];
  const more = h("div.reader-more", {}, certificate(data.certificate, card.id, text));
  return h("div.page-head", {},
    h("p.small", {}, h("a", { href: "#/library" }, "政策库")),
    h("h1.serif", {}, card.title || "（无标题）"),
    h("div.facts", {}, statusBadge(card.status), facts.filter(Boolean).map((words) => h("span", {}, words))),
    card.issuers.length ? h("p.facts", {}, h("span", {}, `发文机关：${card.issuers.join("、")}`)) : null,
    card.audience ? h("p.facts.audience", {}, `印发对象：${card.audience.replace(/[：:]$/, "")}`) : null,
    h("div.reader-bar", {}, layerChips(data.outline, root),
      h("div.actions", {},
        data.sizes.length ? h("a.small", { href: address(card.id, { ...place, view: text ? "" : "text" }) }, text ? "看原版页面" : "看文字版") : null,
        data.original ? h("a.small", { href: `/api/documents/${card.id}/file`, download: "" }, "下载原文件") : h("span.small.quiet", {}, "原文件已不在原处，仅有文字版"),
        h("button.link", { type: "button", onclick: (event) => copy(event.currentTarget, location.href) }, "复制本页链接"))),
    more);
}

function layerChips(outline, root) {
  return h("div.chips.layers", { role: "group", "aria-label": "在原文上标出" }, h("span.small.quiet", {}, "在原文上标出"),
    Object.entries(LAYERS).map(([layer, name]) => {
      const count = sum(outline, layer);
      return h("button.chip", { class: `chip layer-${layer}`, type: "button", disabled: !count, "aria-pressed": String(shownLayers.has(layer)), onclick: (event) => {
        const on = !shownLayers.has(layer);
        if (on) shownLayers.add(layer); else shownLayers.delete(layer);
        root.classList.toggle(`show-${layer}`, on);
        event.currentTarget.setAttribute("aria-pressed", String(on));
      } }, h("span.swatch", { "aria-hidden": "true" }), `${name} ${count}`);
    }));
}

/** Return the outline; the rows of a long one are made once the page asked for is there. */
function outline(shown) {
  const items = shown.data.outline;
  const list = h("ol.outline");
  shown.fillOutline = () => {
    if (list.childElementCount) return;
    list.append(...items.map((one) => outlineRow(shown, one)));
  };
  if (items.length <= LONG) shown.fillOutline();
  const find = h("input.input", { type: "search", placeholder: "在目录里找", "aria-label": "在目录里找", oninput: () => {
    const words = find.value.trim();
    let kept = 0;
    for (const [index, row] of [...list.children].entries()) { row.hidden = Boolean(words) && !items[index].words.includes(words); kept += !row.hidden; }
    announce(`${kept} 条`);
  } });
  return h("nav.outline-pane", { "aria-label": "条款目录" },
    h("details", { open: matchMedia("(min-width: 60rem)").matches }, h("summary", {}, `条款目录（${items.length}）`), items.length > LONG ? find : null, list));
}

function outlineRow(shown, one) {
  return h(`li.depth-${Math.min(one.depth || 1, 4)}`, {}, h("a", {
    href: address(shown.id, { clause: one.id, view: shown.view }), "data-clause": one.id,
  }, one.words, one.incentives ? h("span.dot.incentives", { title: `优惠政策 ${one.incentives}` }) : null));
}

// 原文: the clause tree beside the original pages or the text, with the cited words marked.

import { announce, fill, h, marked, s } from "./dom.js";
import { get } from "./http.js";
import { departmentList, failure, skeleton, statusBadge } from "./parts.js";

let held = null; // the document last shown: moving between its clauses loads nothing anew

/** Show a document; `clause` in the address names the clause, `start` and `end` the cited words. */
export async function render(main, { argument, query }) {
  const place = { clause: query.get("clause"), start: Number(query.get("start")), end: Number(query.get("end")), view: query.get("view") };
  if (held?.document.id !== argument) {
    fill(main, h("div.wide.pad", {}, skeleton("正在打开原文")));
    try {
      held = await get(`/api/documents/${encodeURIComponent(argument)}`);
    } catch (error) {
      fill(main, h("div.wide.pad", {}, failure(error, () => render(main, { argument, query }))));
      return;
    }
  }
  document.title = `${held.document.title} · 问策`;
  const clause = held.clauses.find((one) => one.id === place.clause) || null;
  const text = place.view === "text" || !held.images;
  fill(main, h("div.wide.pad", {}, head(held, place, text),
    h("div.reader", {}, outline(held, clause, place), text ? textPane(held, clause, place) : pagePane(held, clause, place))));
  const pane = main.querySelector(".outline-pane"), here = main.querySelector(".outline [aria-current]");
  if (here) pane.scrollTop = here.offsetTop - pane.clientHeight / 3;
  if (text && clause) document.getElementById("here")?.scrollIntoView({ block: "center" });
}

function address(id, values) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value);
  const words = query.toString();
  return `#/document/${id}${words ? `?${words}` : ""}`;
}

function head(held, place, text) {
  const card = held.document;
  return h("div.page-head", {},
    h("p.small", {}, h("a", { href: "#/library" }, "政策库")),
    h("h1.serif", {}, card.title || "（无标题）"),
    h("div.facts", {}, statusBadge(card.status),
      [card.number, card.issuers.length > 2 ? `${card.issuers[0]}等 ${card.issuers.length} 个部门` : card.issuers.join("、"), card.date && `成文 ${card.date}`, card.effective && `施行 ${card.effective}`, card.expires && `有效期至 ${card.expires}`]
        .filter(Boolean).map((words) => h("span", {}, words))),
    h("div.actions", {},
      held.images ? h("a.small", { href: address(card.id, { ...place, view: text ? "" : "text" }) }, text ? "看原版页面" : "看文字版") : null,
      held.original ? h("a.small", { href: `/api/documents/${card.id}/file`, download: "" }, "下载原文件") : h("span.small.quiet", {}, "原文件已不在原处，仅有文字版"),
      certificate(held.certificate)));
}

function certificate(proof) {
  const total = proof.pages.reduce((sum, page) => sum + page.characters, 0);
  const taken = proof.pages.reduce((sum, page) => sum + page.assigned + page.furniture, 0);
  const share = total ? (100 * taken / total).toFixed(1) : "100.0";
  return h("details.certificate", {},
    h("summary.small", {}, h(`span.badge.${proof.complete ? "good" : "warn"}`, {}, proof.complete ? "读取完整" : "未读全"), " 阅读凭证"),
    h("div.card.card-body", {},
      h("p", {}, `${proof.pages.length} 页，共 ${total.toLocaleString("zh-CN")} 字，${share}% 已归入条款或登记为页码、页眉等版面附属物。`),
      proof.gaps.length ? h("ul", {}, proof.gaps.map((gap) => h("li", {}, `第 ${gap.page} 页编号中断：${gap.after} 之后直接是 ${gap.before}`))) : null,
      proof.warnings.length ? h("ul", {}, proof.warnings.map((words) => h("li", {}, words))) : null,
      proof.unassigned.length ? [h("p.small.quiet", {}, "未归入任何条款的文字："), h("ul", {}, proof.unassigned.slice(0, 20).map((words) => h("li", {}, words.trim())))] : null));
}

function outline(held, current, place) {
  const list = h("ol.outline", {}, held.clauses.filter((clause) => clause.kind !== "title").map((clause) => {
    const words = clause.text.replace(/\s+/g, " ").trim();
    return h(`li.depth-${Math.min(clause.path.length, 4)}`, {}, h("a", {
      href: address(held.document.id, { clause: clause.id, view: place.view }),
      "aria-current": clause === current ? "true" : null,
    }, words.slice(0, 36) || clause.printed_path, words.length > 36 ? "……" : ""));
  }));
  return h("nav.outline-pane", { "aria-label": "条款目录" },
    h("details", { open: matchMedia("(min-width: 60rem)").matches }, h("summary", {}, `条款目录（${held.clauses.length}）`), list));
}

function textPane(held, current, place) {
  return h("article.card.paper", {}, held.clauses.map((clause) => {
    const here = clause === current;
    const cited = here && place.end > place.start ? clause.text.slice(Math.max(0, place.start - clause.start), place.end - clause.start) : "";
    return h(`section.paper-clause.kind-${clause.kind}${here ? ".here" : ""}`, { id: here ? "here" : null },
      h("p.quote", {}, cited ? marked(clause.text, cited) : clause.text),
      here ? tags(clause) : null);
  }));
}

function pagePane(held, current, place) {
  const first = Math.max(1, current?.page || 1);
  const pane = h("div.pages", {});
  const details = current ? h("aside.card.card-body.clause-card", { "aria-label": "所选条款" },
    h("p.small.quiet", {}, [current.printed_path, current.page && `第 ${current.page} 页`].filter(Boolean).join(" · ")),
    h("p.quote", {}, current.text.trim()), tags(current)) : null;
  const span = place.end > place.start ? place : current ? { start: current.start, end: current.end } : { start: 0, end: 0 };
  turn(pane, held, first, span);
  return h("div.page-pane", {}, details, pane);
}

async function turn(pane, held, number, span) {
  const id = held.document.id;
  try {
    const page = await get(`/api/documents/${id}/pages/${number}`, span.end > span.start ? { start: span.start, end: span.end } : {});
    const go = (to) => () => { turn(pane, held, to, span); announce(`第 ${to} 页`); };
    const turner = () => h("div.turner", {},
      h("button.button.plain", { type: "button", onclick: go(number - 1), disabled: number <= 1 }, "上一页"),
      h("span.small", {}, `第 ${number} 页，共 ${held.document.pages} 页`),
      h("button.button.plain", { type: "button", onclick: go(number + 1), disabled: number >= held.document.pages }, "下一页"));
    fill(pane, turner(), sheet(id, page, held.document.title), turner());
  } catch (error) {
    fill(pane, failure(error, () => turn(pane, held, number, span)));
  }
}

function sheet(id, page, title) {
  const box = `0 0 ${page.width} ${page.height}`;
  return h("figure.sheet", {}, s("svg", { viewBox: box, role: "img", "aria-label": `《${title}》第 ${page.page} 页，引用的文字已标出` },
    s("image", { href: `/api/documents/${id}/pages/${page.page}/image`, width: page.width, height: page.height }),
    page.boxes.map((one) => s("rect", { class: "cited", x: one.x0 - 1, y: one.top - 1, width: one.x1 - one.x0 + 2, height: one.bottom - one.top + 2, rx: 1.5 }))));
}

function tags(clause) {
  const parts = [];
  if (clause.responsibilities.length) parts.push(h("h3.small.quiet", {}, "责任单位"), departmentList(clause.responsibilities));
  if (clause.incentives.length) parts.push(h("h3.small.quiet", {}, "优惠政策"), h("ul.tag-list", {}, clause.incentives.map((one) =>
    h("li", {}, h("span.badge.info", {}, one.kind_name), " ", one.amounts.map((amount) => [amount.label, amount.as_written].filter(Boolean).join(" ")).join("、") || one.quote.trim()))));
  if (clause.measures.length) parts.push(h("details", { open: clause.measures.length < 4 }, h("summary.small.quiet", {}, `举措与政策工具（${clause.measures.length}）`), h("ul.tag-list", {}, clause.measures.map((one) =>
    h("li", {}, h("span.badge", {}, one.instrument), ` ${one.verb}${one.object}`)))));
  return parts.length ? h("div.clause-tags", {}, parts) : null;
}

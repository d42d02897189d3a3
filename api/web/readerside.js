// The clause chosen: its words, who bears it, what it does, what it promises, and a link to share.

import { copy, h } from "./dom.js";
import { departmentList } from "./parts.js";
import { openCorrection } from "./correct.js";
import { address, reopen } from "./reader.js";

/** Return the panel of a clause. */
export function clausePanel(clause, shown, { before, after }) {
  const link = () => `${location.origin}${location.pathname}${address(shown.id, { clause: clause.id, view: shown.view })}`;
  const go = (one, words) => one ? h("a.small", { href: address(shown.id, { clause: one.id, view: shown.view }), title: one.words }, words) : h("span.small.quiet", {}, words);
  const where = [clause.heading.length && clause.heading.at(-1), clause.printed_path, clause.page && `第 ${clause.page} 页`].filter(Boolean).join(" · ");
  return h("details.card.clause-card", { open: matchMedia("(min-width: 60rem)").matches },
    h("summary.small", {}, h("span", {}, where), counts(clause)),
    h("p.quote.clause-words", {}, clause.text.trim()),
    tags(clause),
    amended(clause.amended),
    h("div.actions", {},
      h("button.link", { type: "button", onclick: (event) => copy(event.currentTarget, link()) }, "复制本条链接"),
      h("button.link", { type: "button", onclick: (event) => copy(event.currentTarget, clause.text.trim()) }, "复制原文"),
      h("button.link", { type: "button", "aria-haspopup": "dialog", onclick: (event) => openCorrection(event.currentTarget, clause.id, reopen) }, "更正标注")),
    h("div.actions.neighbours", {}, go(before, "‹ 上一条"), go(after, "下一条 ›")));
}

function counts(clause) {
  const words = [["责任单位", clause.responsibilities], ["优惠", clause.incentives], ["举措", clause.measures]].filter(([, all]) => all.length).map(([name, all]) => `${name} ${all.length}`);
  return h("span.quiet", {}, words.join("，"));
}

function tags(clause) {
  const parts = [];
  if (clause.responsibilities.length) parts.push(h("h2.small.quiet", {}, "责任单位"), departmentList(clause.responsibilities), successors(clause.successors));
  if (clause.incentives.length) parts.push(h("h2.small.quiet", {}, `优惠政策（${clause.incentives.length}）`), h("ul.tag-list", {}, clause.incentives.map((one) =>
    h("li", {}, h("span.badge.warn", {}, one.kind_name), " ", one.amounts.map((amount) => [amount.label, amount.as_written].filter(Boolean).join(" ")).join("、") || one.quote.trim()))));
  if (clause.measures.length) parts.push(h("details", { open: clause.measures.length < 4 }, h("summary.small.quiet", {}, `举措与政策工具（${clause.measures.length}）`), h("ul.tag-list", {}, clause.measures.map((one) =>
    h("li", {}, h("span.badge.good", {}, one.instrument), ` ${one.verb}${one.object}`)))));
  return parts.length ? h("div.clause-tags", {}, parts) : h("p.small.quiet", {}, "这一条没有责任单位、举措或优惠政策的标注。");
}

function amended(corrections) {
  if (!corrections.length) return null;
  return h("ul.amended", {}, corrections.map((one) => h("li", {}, `${one.aspect_name}经人工更正：${one.why}（${one.by}，${one.date}）`)));
}

function successors(changes) {
  if (!changes.length) return null;
  return h("ul.successors.small", {}, changes.map((one) => h("li", {}, `${one.department}已于 ${one.year} 年撤并，职责由 `,
    h("a", { href: `#/department/${encodeURIComponent(one.name)}` }, one.name), " 承担。")));
}

// Parts that several pages show: badges, departments, evidence, states.

import { copy, h, marked } from "./dom.js";

const STATUS_TONES = { "现行有效": "good", "已失效": "bad", "尚未施行": "warn", "征求意见": "warn" };
const ROLE_ORDER = ["lead", "responsible", "support", "implement"];

/** Return the badge of a document's validity. */
export function statusBadge(status) {
  const words = status === "未知" ? "时效未标明" : status;
  return h(`span.badge${STATUS_TONES[status] ? `.${STATUS_TONES[status]}` : ""}`, {}, words);
}

/** Return a department as a chip with its role; `ref` is a link to its evidence or null. */
export function departmentChip(department, ref = null) {
  const explain = department.canonical && department.canonical !== department.name ? department.canonical : null;
  return h(`li.department.${department.role}${department.inherited ? ".inherited" : ""}`, {},
    h("span.role", {}, department.role_name),
    h("a.name", { href: `#/department/${encodeURIComponent(department.canonical || department.name)}`, title: explain }, department.name),
    department.corrected ? h("span.badge.info.mended", { title: "工作人员核对原文后更正" }, "人工更正") : null,
    ref);
}

/** Return own departments by role, and inherited ones apart with the reason. */
export function departmentList(departments, refOf = () => null) {
  const byRole = (one, other) => ROLE_ORDER.indexOf(one.role) - ROLE_ORDER.indexOf(other.role);
  const own = departments.filter((department) => !department.inherited).sort(byRole);
  const inherited = departments.filter((department) => department.inherited).sort(byRole);
  return [
    own.length ? h("ul.departments", { "aria-label": "责任单位" }, own.map((one) => departmentChip(one, refOf(one)))) : null,
    inherited.length ? h("div.inherited-block", {},
      h("p.small.quiet", {}, "以下单位不是本条点名的，而是由文件的全文规则（如“以下均需……配合”）带来的职责："),
      h("ul.departments", { "aria-label": "由全文规则继承的单位" }, inherited.map((one) => departmentChip(one, refOf(one))))) : null,
  ];
}

/** Return the address of the reader at a citation. */
export function readerLink(citation) {
  const query = new URLSearchParams({ clause: citation.clause_id });
  if (citation.end > citation.start) { query.set("start", citation.start); query.set("end", citation.end); }
  if (citation.page) query.set("page", citation.page);
  return `#/document/${citation.document_id}?${query}`;
}

/** Return a card of evidence: the quoted words in their clause, and where they stand. */
export function evidenceCard(citation, number) {
  const copied = () => `“${citation.quote.trim()}”——${[citation.title, citation.number, citation.path].filter(Boolean).join("，")}`;
  return h("article.card.evidence", { id: `evidence-${number}`, tabindex: "-1" },
    h("header", {},
      h("span.evidence-number", { "aria-hidden": "true" }, String(number)),
      h("div", {},
        h("h3", {}, h("a", { href: readerLink(citation) }, citation.title)),
        h("div.facts", {}, statusBadge(citation.status),
          citation.number ? h("span", {}, citation.number) : null,
          citation.date ? h("span", {}, citation.date) : null,
          h("span", {}, citation.path),
          citation.page ? h("span", {}, `第 ${citation.page} 页`) : null))),
    h("blockquote.quote", {}, marked(citation.clause_text.trim(), citation.quote.trim())),
    h("div.actions", {},
      h("a.small", { href: readerLink(citation) }, "查看原文位置"),
      h("button.link", { type: "button", onclick: (event) => copy(event.currentTarget, copied()) }, "复制引文")));
}

/** Return a grey outline of what is being loaded. */
export function skeleton(words = "正在查找……") {
  return h("div.card.card-body.skeleton", { "aria-busy": "true", "aria-label": words },
    ["w3", "w9", "w7", "w5"].map((width) => h(`span.${width}`)));
}

/** Return a stated failure with a way to try again. */
export function failure(error, again) {
  return h("section.state.failed", { role: "alert" },
    h("h2", {}, "没有完成"),
    h("p", {}, error.message),
    again ? h("div", {}, h("button.button.plain", { type: "button", onclick: again }, "再试一次")) : null);
}

// What reading did to a document: the certificate page by page, and the documents it cites.

import { h } from "./dom.js";
import { get } from "./http.js";

const METHODS = { text: "文字层", ocr: "文字识别", none: "无法读取" };
const SHOWN = 12;
const RELATIONS = ["依据", "落实", "替代", "废止", "印发", "提及"];

/** Return the certificate: a sentence, what went wrong, and a row for each page; `of` names the file where there are several. */
export function certificate(proof, id, text, of = "") {
  const total = proof.pages.reduce((sum, page) => sum + page.characters, 0);
  const taken = proof.pages.reduce((sum, page) => sum + page.assigned + page.furniture, 0);
  const share = total ? (100 * taken / total).toFixed(taken === total ? 0 : 1) : "100";
  return h("details.certificate", {},
    h("summary.small", {}, h(`span.badge.${proof.complete ? "good" : "warn"}`, {}, proof.complete ? "读取完整" : "未读全"), " 阅读凭证"),
    h("div.card.card-body", {},
      h("p", {}, `${proof.pages.length} 页共读到 ${total.toLocaleString("zh-CN")} 字，${share}% 已归入条款，或登记为页码、页眉等版面附属物。`),
      list("需要留意", proof.warnings),
      list("编号中断", proof.gaps.map((gap) => `第 ${gap.page} 页：${gap.after} 之后直接是 ${gap.before}`)),
      list("未归入任何条款的文字", proof.unassigned.slice(0, 20).map((words) => words.trim())),
      table(proof.pages, id, text, of)));
}

function list(name, lines) {
  return lines.length ? [h("h2.small.quiet", {}, name), h("ul.proof-list", {}, lines.map((words) => h("li", {}, words)))] : null;
}

function table(pages, id, text, of) {
  const odd = (page) => page.unassigned || page.unread || page.method !== "text";
  const ordered = [...pages.filter(odd), ...pages.filter((page) => !odd(page))];
  const head = ["页", "读到", "归入条款", "版面附属", "未归入", "未读区域", "读取方式", "可信度"];
  const rows = (part) => part.map((page) => h("tr", { class: odd(page) ? "odd" : null },
    h("th", { scope: "row" }, text ? String(page.page) : h("a", { href: `#/document/${id}?page=${page.page}` }, String(page.page))),
    [page.characters, page.assigned, page.furniture, page.unassigned, page.unread].map((value) => h("td", {}, value.toLocaleString("zh-CN"))),
    h("td", {}, METHODS[page.method] || page.method), h("td", {}, page.confidence === null ? "—" : `${(100 * page.confidence).toFixed(1)}%`)));
  const body = h("tbody", {}, rows(ordered.slice(0, SHOWN)));
  const more = ordered.length > SHOWN ? h("button.link", { type: "button", onclick: () => { body.replaceChildren(...rows([...pages])); more.remove(); } }, `显示全部 ${ordered.length} 页`) : null;
  return [h("div.table-scroll", { tabindex: "0", role: "region", "aria-label": `${of}各页读取情况` },
    h("table.figures", {}, h("thead", {}, h("tr", {}, head.map((name) => h("th", { scope: "col" }, name)))), body)), more];
}

/** Return the cited documents by relation, linked where the library holds them; null where there is none. */
export async function citations(id) {
  const { cites } = await get(`/api/documents/${id}/cites`).catch(() => ({ cites: [] }));
  if (!cites.length) return null;
  const held = cites.filter((one) => one.document_id).length;
  return h("details.certificate", {},
    h("summary.small", {}, h("span.badge.info", {}, String(cites.length)), ` 引用的文件${held ? `（库内有 ${held} 份）` : ""}`),
    h("div.card.card-body", {}, RELATIONS.map((relation) => {
      const part = cites.filter((one) => one.relation === relation);
      return part.length ? [h("h2.small.quiet", {}, relation), h("ul.proof-list", {}, part.map((one) => h("li", {},
        one.document_id ? h("a", { href: `#/document/${one.document_id}` }, `《${one.name}》`) : `《${one.name}》`,
        one.number ? h("span.small.quiet", {}, ` ${one.number}`) : null, one.document_id ? h("span.badge.good", {}, "库内有") : null)))] : null;
    })));
}

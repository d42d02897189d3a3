// 政策库: the catalogue with filters.

import { announce, fill, h } from "./dom.js";
import { get } from "./http.js";
import { failure, skeleton, statusBadge } from "./parts.js";

const FILTERS = { region: "地区", status: "时效", genre: "文种" };

/** Show the catalogue; the filters live in the address, so that a filtered list can be shared. */
export async function render(main, { query }) {
  const chosen = Object.fromEntries(Object.keys(FILTERS).map((name) => [name, query.getAll(name)]));
  const words = query.get("q") || "";
  const list = h("div", { "aria-live": "polite" }, skeleton("正在读取目录"));
  const filters = h("div.filters");
  fill(main, h("div.wide.pad", {},
    h("div.page-head", {}, h("h1", {}, "政策库"), h("p.quiet", { id: "library-size" })),
    searchForm(words, chosen), filters, list));
  await load(list, filters, words, chosen);
}

async function load(list, filters, words, chosen) {
  try {
    const catalogue = await get("/api/documents", { q: words, ...chosen });
    document.getElementById("library-size").textContent = `共 ${catalogue.total} 份文件`;
    fill(filters, Object.entries(FILTERS).map(([name, label]) => facet(name, label, catalogue.facets[name], words, chosen)));
    fill(list, rows(catalogue.documents));
    announce(`${catalogue.documents.length} 份文件`);
  } catch (error) {
    fill(list, failure(error, () => load(list, filters, words, chosen)));
  }
}

function searchForm(words, chosen) {
  const box = h("input.input", { type: "search", name: "q", placeholder: "标题、文号或发文机关", "aria-label": "在目录中查找", maxlength: "200" });
  box.value = words;
  return h("form.library-search", { role: "search", onsubmit: (event) => { event.preventDefault(); location.hash = address(box.value.trim(), chosen); } },
    box, h("button.button.plain", { type: "submit" }, "查找"));
}

function facet(name, label, counts, words, chosen) {
  if (Object.keys(counts).length < 2) return null;
  return h("fieldset.facet", {}, h("legend.small.quiet", {}, label),
    h("div.chips", {}, Object.entries(counts).map(([value, count]) => {
      const pressed = chosen[name].includes(value);
      const rest = pressed ? chosen[name].filter((one) => one !== value) : [...chosen[name], value];
      return h("button.chip", { type: "button", "aria-pressed": String(pressed), onclick: () => { location.hash = address(words, { ...chosen, [name]: rest }); } }, `${value} ${count}`);
    })));
}

function address(words, chosen) {
  const query = new URLSearchParams();
  if (words) query.set("q", words);
  for (const [name, values] of Object.entries(chosen)) for (const value of values) query.append(name, value);
  const text = query.toString();
  return text ? `#/library?${text}` : "#/library";
}

function rows(documents) {
  if (!documents.length) return h("section.state", {}, h("h2", {}, "没有符合条件的文件"), h("p", {}, h("a", { href: "#/library" }, "清除筛选")));
  return h("ul.documents", {}, documents.map((card) => h("li.card", {},
    h("h2", {}, h("a", { href: `#/document/${card.id}` }, card.title || "（无标题）")),
    h("div.facts", {}, statusBadge(card.status),
      card.number ? h("span", {}, card.number) : null,
      card.date ? h("span", {}, card.date) : null,
      card.issuers.length ? h("span", {}, card.issuers.length > 2 ? `${card.issuers[0]}等 ${card.issuers.length} 个部门` : card.issuers.join("、")) : null,
      h("span", {}, `${card.clauses} 条`),
      card.complete ? null : h("span.badge.warn", { title: "有的内容没能读全，详见文件页的阅读凭证" }, "未读全")))));
}

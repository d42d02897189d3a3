// 政策库: the catalogue, filtered and sorted; the filters live in the address, so that a list can be shared.

import { announce, fill, h } from "./dom.js";
import { get } from "./http.js";
import { failure, skeleton, statusBadge } from "./parts.js";

const SINGLE = { region: "地区", department: "责任单位", genre: "文种", status: "时效" };
const SORTS = { newest: "成文新的在前", oldest: "成文早的在前", title: "按标题", longest: "条款多的在前" };
const NAMES = ["q", "text", "region", "department", "genre", "status", "since", "until", "sort"];
const LABELS = { q: "标题含", text: "正文含", region: "地区", department: "责任单位", genre: "文种", status: "时效", since: "成文不早于", until: "成文不晚于" };
const STATUSES = { "未知": "时效未标明" };

/** Show the catalogue. */
export async function render(main, { query }) {
  const wanted = Object.fromEntries(NAMES.map((name) => [name, query.get(name) || ""]));
  const list = h("div", { "aria-live": "polite" }, skeleton("正在读取目录"));
  const filters = h("div.card.card-body.filters", {}, skeletonLine());
  const chosen = h("div.chosen");
  fill(main, h("div.wide.pad", {},
    h("div.page-head", {}, h("h1", {}, "政策库"), h("p.quiet.library-head", {}, h("span", { id: "library-size" }), h("a.button.plain", { href: "#/upload" }, "上传文件"))),
    filters, chosen, list));
  await load({ list, filters, chosen, wanted });
}

function skeletonLine() {
  return h("p.quiet.small", {}, "正在读取筛选项……");
}

async function load(page) {
  const { list, filters, chosen, wanted } = page;
  try {
    const catalogue = await get("/api/documents", { ...wanted, sort: wanted.sort || "newest" });
    const shown = catalogue.documents.length;
    document.getElementById("library-size").textContent = shown === catalogue.total ? `共 ${catalogue.total} 份文件` : `共 ${catalogue.total} 份文件，符合条件的 ${shown} 份`;
    fill(filters, form(wanted, catalogue.facets));
    fill(chosen, pressed(wanted));
    fill(list, rows(catalogue.documents));
    announce(`${shown} 份文件`);
  } catch (error) {
    fill(list, failure(error, () => load(page)));
  }
}

function form(wanted, facets) {
  const fold = !matchMedia("(min-width: 44rem)").matches;
  const element = h("form.library-form", { role: "search", "aria-label": "筛选文件", onsubmit: (event) => { event.preventDefault(); go(values(element)); } },
    h("div.library-words", {},
      labelled("q", "在目录中查找", input("q", "search", wanted, "标题、文号或发文机关")),
      labelled("text", "正文里有这句话", input("text", "search", wanted, "例如：技术改造")),
      h("button.button", { type: "submit" }, "查找")),
    h("details.library-more", { open: !fold }, h("summary.small", {}, "更多筛选"),
      h("div.library-picks", {},
        Object.entries(SINGLE).map(([name, label]) => labelled(name, label, select(name, wanted, { "": "不限", ...options(name, facets[name]) }))),
        labelled("since", "成文不早于", input("since", "date", wanted)), labelled("until", "成文不晚于", input("until", "date", wanted)),
        labelled("sort", "排序", select("sort", wanted, SORTS)))));
  for (const control of element.querySelectorAll("select, input[type=date]")) control.addEventListener("change", () => go(values(element)));
  return element;
}

function options(name, counts) {
  const entries = Object.entries(counts);
  if (name === "region") entries.sort(([one], [other]) => one.localeCompare(other, "zh-CN"));
  return Object.fromEntries(entries.map(([value, count]) => [value, `${STATUSES[value] && name === "status" ? STATUSES[value] : value}（${count}）`]));
}

function labelled(name, label, control) {
  control.id = `library-${name}`;
  return h("div.field", {}, h("label", { for: control.id }, label), control);
}

function input(name, type, wanted, hint) {
  const control = h("input.input", { type, name, placeholder: hint, maxlength: "200" });
  control.value = wanted[name];
  return control;
}

function select(name, wanted, choices) {
  const control = h("select.input", { name }, Object.entries(choices).map(([value, words]) => h("option", { value }, words)));
  control.value = wanted[name] || Object.keys(choices)[0];
  return control;
}

function values(form) {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
}

function go(wanted) {
  const query = new URLSearchParams();
  for (const name of NAMES) if (wanted[name] && !(name === "sort" && wanted.sort === "newest")) query.set(name, wanted[name]);
  const text = query.toString();
  location.hash = text ? `#/library?${text}` : "#/library";
}

function pressed(wanted) {
  const used = NAMES.filter((name) => name !== "sort" && wanted[name]);
  if (!used.length) return null;
  return h("ul.chips", { "aria-label": "已选的筛选" },
    used.map((name) => h("li", {}, h("button.chip", { type: "button", "aria-label": `去掉 ${LABELS[name]} ${wanted[name]}`, onclick: () => go({ ...wanted, [name]: "" }) }, `${LABELS[name]} ${wanted[name]}`, h("span.cross", { "aria-hidden": "true" }, "✕")))),
    h("li", {}, h("button.link", { type: "button", onclick: () => go({ sort: wanted.sort }) }, "全部清除")));
}

function rows(documents) {
  if (!documents.length) return h("section.state", {}, h("h2", {}, "没有符合条件的文件"), h("p", {}, "换个说法，或", h("a", { href: "#/library" }, "清除全部筛选"), "。"));
  return h("ul.documents", {}, documents.map((card) => h("li.card", {},
    h("h2", {}, h("a", { href: `#/document/${card.id}` }, card.title || "（无标题）")),
    h("div.facts", {}, statusBadge(card.status),
      [card.number, card.date, card.region, issuers(card), `${card.clauses} 条`].filter(Boolean).map((words) => h("span", {}, words)),
      h("span.badge", {}, card.format.toUpperCase()),
      card.complete ? null : h("span.badge.warn", { title: "有的内容没能读全，详见文件页的阅读凭证" }, "未读全")))));
}

function issuers(card) {
  if (!card.issuers.length) return null;
  return card.issuers.length > 2 ? `${card.issuers[0]}等 ${card.issuers.length} 个部门` : card.issuers.join("、");
}

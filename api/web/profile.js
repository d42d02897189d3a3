// The profile of a firm: a sentence or a form in, an object for /api/match out; kept in this browser only.

import { fill, h } from "./dom.js";
import { post } from "./http.js";

const KEPT = "wence-profile";
export const TITLES = ["高新技术企业", "科技型中小企业", "创新型中小企业", "专精特新中小企业", "专精特新“小巨人”企业", "规模以上工业企业", "制造业单项冠军企业", "独角兽企业", "瞪羚企业"];
const CLEAN = "未被列入严重失信主体名单";
export const FIELDS = [
  { name: "region", label: "所在地", type: "text", hint: "例如：云河省澜州市", wide: true },
  { name: "industry", label: "行业", type: "text", hint: "例如：新材料制造", wide: true },
  { name: "employees", label: "职工人数", type: "number", unit: "人", step: "1" },
  { name: "revenue_wan", label: "上年营业收入（万元）", type: "number", unit: "万元" },
  { name: "size", label: "规模", type: "select", options: [["", "自动推算"], ["大型", "大型"], ["中型", "中型"], ["小型", "小型"], ["微型", "微型"]] },
  { name: "rd_ratio", label: "研发投入占比（%）", type: "number", unit: "%" },
  { name: "registered", label: "注册日期", type: "date" },
  { name: "credit", label: "信用记录", type: "select", options: [["", "不清楚"], [CLEAN, "没有失信记录"], ["存在失信或行政处罚记录", "有失信或处罚"]] },
  { name: "name", label: "企业名称（可不填）", type: "text", wide: true },
];
const LISTS = [
  { name: "activities", label: "正在做或做过的事", hint: "一行一件，例如：智能化改造项目总投资 1200 万元" },
  { name: "plans", label: "打算做的事", hint: "一行一件，例如：建设省级中试平台" },
];

/** Return the profile that this browser keeps, {} where there is none. */
export function kept() {
  try { return JSON.parse(localStorage.getItem(KEPT)) || {}; } catch { return {}; }
}

/** Keep the profile in this browser; null forgets it. */
export function keep(profile) {
  if (profile) localStorage.setItem(KEPT, JSON.stringify(profile));
  else localStorage.removeItem(KEPT);
}

/** Return the profile in the units of the service: a share instead of per cent. */
export function firmOf(profile) {
  const firm = { ...profile };
  if (firm.rd_ratio !== undefined) firm.rd_ratio = Number((firm.rd_ratio / 100).toFixed(6));
  return firm;
}

/** Return the profile read from a sentence, as the form holds it, with what was read in words. */
export async function read(words) {
  const { firm, told, understood } = await post("/api/match/profile", { words });
  const profile = {};
  for (const { name } of [...FIELDS, ...LISTS, { name: "qualifications" }, { name: "assets_wan" }])
    if (firm[name] !== undefined) profile[name] = name === "rd_ratio" ? Number((firm[name] * 100).toFixed(2)) : firm[name];
  return { profile, told, understood };
}

/** Return one profile out of two: what `read` says wins, lists are joined. */
export function merged(profile, read) {
  const both = { ...profile, ...read };
  for (const name of ["activities", "plans", "qualifications"])
    if (profile[name] && read[name]) both[name] = [...new Set([...profile[name], ...read[name]])];
  return both;
}

/** Return the form; fields named in `fresh` were just read from a sentence and stand out. */
export function profileForm(profile, fresh, onsubmit) {
  return h("form.profile", { "aria-label": "企业资料", onsubmit: (event) => { event.preventDefault(); onsubmit(); } },
    FIELDS.map((field) => fieldView(field, profile[field.name], { fresh: fresh.has(field.name) })),
    titlesView(profile.qualifications, fresh.has("qualifications")),
    LISTS.map((list) => h("div.field.full", { class: fresh.has(list.name) ? "field full fresh" : "field full" },
      h("label", { for: `f-${list.name}` }, list.label), textarea(list, profile[list.name] || []))));
}

/** Return a labelled control for one field of the profile. */
export function fieldView(field, value, { fresh = false, id = `f-${field.name}` } = {}) {
  const control = field.type === "select"
    ? h("select.input", { id, name: field.name }, field.options.map(([option, words]) => h("option", { value: option }, words)))
    : h("input.input", { id, name: field.name, type: field.type, placeholder: field.hint, autocomplete: "off", inputmode: field.type === "number" ? "decimal" : null, min: field.type === "number" ? "0" : null, step: field.type === "number" ? field.step || "any" : null });
  if (field.type === "select" && value && !field.options.some(([option]) => option === value)) control.append(h("option", { value }, value));
  control.value = value ?? "";
  return h("div.field", { class: ["field", field.wide && "full", fresh && "fresh"].filter(Boolean).join(" ") }, h("label", { for: id }, field.label), control);
}

function textarea(list, lines) {
  const control = h("textarea.input", { id: `f-${list.name}`, name: list.name, rows: "2", placeholder: list.hint });
  control.value = lines.join("\n");
  return control;
}

function titlesView(held, fresh) {
  const more = h("input.input", { name: "other_titles", placeholder: "其他资质，用顿号分开", "aria-label": "其他资质" });
  more.value = (held || []).filter((title) => !TITLES.includes(title)).join("、");
  return h("fieldset.titles", { class: fresh ? "field full titles fresh" : "field full titles" },
    h("legend.label", {}, "已有资质（勾选后，没有勾选的视为没有）"), titleTicks(held), more);
}

/** Return the check boxes of common titles. */
export function titleTicks(held) {
  const tick = (name, value, checked, words) => h("label.tick", {}, h("input", { type: "checkbox", name, value, checked }), words);
  return h("div.ticks", {}, TITLES.map((title) => tick("title", title, (held || []).includes(title), title)),
    tick("no_titles", "yes", held?.length === 0, "以上都没有"));
}

/** Return what the form holds. */
export function profileOf(form) {
  const data = new FormData(form);
  const profile = {};
  for (const { name, type } of FIELDS) {
    const value = String(data.get(name) || "").trim();
    if (value) profile[name] = type === "number" ? Number(value) : value;
  }
  for (const { name } of LISTS) {
    const lines = linesOf(data.get(name));
    if (lines.length) profile[name] = lines;
  }
  const titles = titlesOf(data);
  if (titles) profile.qualifications = titles;
  return profile;
}

/** Return the titles ticked or written, [] where none is held, null where nothing was said. */
export function titlesOf(data) {
  const titles = [...data.getAll("title"), ...String(data.get("other_titles") || "").split(/[、,，;；]/).map((title) => title.trim()).filter(Boolean)];
  return titles.length || data.get("no_titles") ? titles : null;
}

/** Return the lines of a text without blank ones. */
export function linesOf(text) {
  return String(text || "").split("\n").map((line) => line.trim()).filter(Boolean);
}

/** Return how the profile reads in a line: 澜州市 · 光伏 · 60 人. */
export function summary(profile) {
  const figures = [
    profile.name, profile.region, profile.industry, profile.size && `${profile.size}企业`,
    profile.employees !== undefined && `${profile.employees} 人`,
    profile.revenue_wan !== undefined && `年收入 ${profile.revenue_wan} 万元`,
    profile.rd_ratio !== undefined && `研发 ${profile.rd_ratio}%`,
    profile.registered && `${profile.registered} 注册`,
    profile.qualifications?.join("、"), profile.activities?.join("、"),
    profile.plans?.length && `打算${profile.plans.join("、")}`,
  ];
  return figures.filter(Boolean).join(" · ");
}

/** Show what a sentence gave: the words read, or that nothing was understood. */
export function showRead(place, { told, understood }) {
  fill(place, understood
    ? h("p.read-note", {}, h("strong", {}, "读到了："), told.replace(/^按您的描述：/, "").replace(/；不对请更正。$/, "。"), "已填入下面的资料，标黄的请核对。")
    : h("p.read-note.none", {}, "没读出企业情况。请说说在哪里、做什么、多少人、收入多少、打算做什么，或直接填下面的资料。"));
}

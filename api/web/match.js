// 我的企业: a short profile in, incentives out, each condition weighed; the profile stays in this browser.

import { announce, fill, h, marked } from "./dom.js";
import { post } from "./http.js";
import { failure, readerLink, skeleton, statusBadge } from "./parts.js";

const KEPT = "wence-profile";
const TITLES = ["高新技术企业", "科技型中小企业", "创新型中小企业", "专精特新中小企业", "专精特新“小巨人”企业", "规模以上工业企业", "制造业单项冠军企业", "独角兽企业", "瞪羚企业"];
const FIELDS = [
  { name: "name", label: "企业名称（可不填）", type: "text" },
  { name: "region", label: "所在地", type: "text", hint: "例如：云河省澜州市" },
  { name: "industry", label: "行业", type: "text", hint: "例如：新材料制造" },
  { name: "size", label: "规模", type: "select", options: ["", "大型", "中型", "小型", "微型"] },
  { name: "employees", label: "职工人数", type: "number", hint: "人" },
  { name: "revenue_wan", label: "上年营业收入（万元）", type: "number" },
  { name: "rd_ratio", label: "研发投入占比（%）", type: "number", step: "0.1" },
  { name: "registered", label: "注册日期", type: "date" },
];
const LISTS = [
  { name: "activities", label: "正在做或做过的事", hint: "一行一件，例如：智能化改造项目总投资 1200 万元" },
  { name: "plans", label: "打算做的事", hint: "一行一件，例如：建设省级中试平台" },
];
const ANSWERS = { region: "region", industry: "industry", size: "size", employees: "employees", revenue: "revenue_wan", rd_ratio: "rd_ratio", registration: "registered", age: "registered" };
const TONES = { eligible: "good", maybe: "warn", ineligible: "" };
const MARKS = { met: "✓", unmet: "✕", unknown: "?" };

/** Show the form and, where a profile is kept, its matches. */
export async function render(main) {
  const results = h("section.results", { "aria-live": "polite", "aria-label": "匹配结果" });
  const profile = kept();
  const form = profileForm(profile, results);
  fill(main, h("div.wide.pad", {},
    h("div.page-head", {}, h("h1", {}, "我的企业"), h("p.quiet", {}, "填得越多，判断越准；不知道的可以空着。资料只保存在您的浏览器里。")),
    h("div.match-layout", {}, form, results)));
  if (Object.keys(profile).length) await match(form, results);
  else fill(results, h("section.state", {}, h("h2", {}, "填写左侧资料，看看能享受哪些政策"), h("p.quiet", {}, "每条政策都会逐项说明条件：符合、不符合，还是需要您再确认，并附文件原话。")));
}

function kept() {
  try { return JSON.parse(localStorage.getItem(KEPT)) || {}; } catch { return {}; }
}

function profileForm(profile, results) {
  const form = h("form.card.card-body.profile", {
    "aria-label": "企业资料",
    onsubmit: (event) => {
      event.preventDefault();
      match(form, results);
      if (matchMedia("(max-width: 60rem)").matches) results.scrollIntoView({ block: "start" });
    },
  },
  FIELDS.map((field) => fieldView(field, profile[field.name])),
  titlesView(profile.qualifications),
  LISTS.map((list) => h("div.field.full", {}, h("label", { for: `f-${list.name}` }, list.label), textarea(list, profile[list.name] || []))),
  h("div.actions.full", {}, h("button.button", { type: "submit" }, "查看可享受的政策"),
    h("button.link", { type: "button", onclick: () => { localStorage.removeItem(KEPT); window.dispatchEvent(new HashChangeEvent("hashchange")); } }, "清空")));
  return form;
}

function fieldView(field, value) {
  const id = `f-${field.name}`;
  const control = field.type === "select"
    ? h("select.input", { id, name: field.name }, field.options.map((option) => h("option", { value: option }, option || "不清楚")))
    : h("input.input", { id, name: field.name, type: field.type, placeholder: field.hint, min: field.type === "number" ? "0" : null, step: field.step || (field.type === "number" ? "any" : null), autocomplete: "off" });
  control.value = value ?? "";
  return h("div.field", {}, h("label", { for: id }, field.label), control);
}

function textarea(list, lines) {
  const control = h("textarea.input", { id: `f-${list.name}`, name: list.name, rows: "2", placeholder: list.hint });
  control.value = lines.join("\n");
  return control;
}

function titlesView(held) {
  const other = (held || []).filter((title) => !TITLES.includes(title)).join("、");
  const more = h("input.input", { name: "other_titles", placeholder: "其他资质，用顿号分开", "aria-label": "其他资质" });
  more.value = other;
  const tick = (name, value, checked, words) => h("label.tick", {}, h("input", { type: "checkbox", name, value, checked }), words);
  return h("fieldset.field.full.titles", {}, h("legend.label", {}, "已有资质（勾选后，没有勾选的视为没有）"),
    h("div.ticks", {}, TITLES.map((title) => tick("title", title, (held || []).includes(title), title)),
      tick("no_titles", "yes", held?.length === 0, "以上都没有")),
    more);
}

function profileOf(form) {
  const data = new FormData(form);
  const profile = {};
  for (const { name, type } of FIELDS) {
    const value = String(data.get(name) || "").trim();
    if (value) profile[name] = type === "number" ? Number(value) : value;
  }
  for (const { name } of LISTS) {
    const lines = String(data.get(name) || "").split("\n").map((line) => line.trim()).filter(Boolean);
    if (lines.length) profile[name] = lines;
  }
  const titles = [...data.getAll("title"), ...String(data.get("other_titles") || "").split(/[、,，;；]/).map((title) => title.trim()).filter(Boolean)];
  if (titles.length || data.get("no_titles")) profile.qualifications = titles;
  return profile;
}

async function match(form, results) {
  const profile = profileOf(form);
  localStorage.setItem(KEPT, JSON.stringify(profile));
  const firm = { ...profile };
  if (firm.rd_ratio !== undefined) firm.rd_ratio /= 100;
  fill(results, skeleton("正在逐条核对条件"));
  try {
    const report = await post("/api/match", { firm, all: true });
    fill(results, reportView(report, form, results));
    announce(`符合 ${report.counts.eligible} 项，可能符合 ${report.counts.maybe} 项`);
  } catch (error) {
    fill(results, failure(error, () => match(form, results)));
  }
}

function reportView(report, form, results) {
  const list = h("div.matches");
  const show = (verdict) => {
    for (const chip of chips.querySelectorAll("button")) chip.setAttribute("aria-pressed", String(chip.dataset.verdict === verdict));
    const chosen = report.matches.filter((one) => one.verdict === verdict);
    fill(list, chosen.length ? chosen.map(card) : h("p.quiet", {}, "这一类没有。"));
  };
  const names = { eligible: "符合", maybe: "可能符合", ineligible: "不符合" };
  const chips = h("div.chips.verdicts", { role: "group", "aria-label": "按结论筛选" }, Object.entries(names).map(([verdict, name]) =>
    h("button.chip", { type: "button", "data-verdict": verdict, onclick: () => show(verdict) }, `${name} ${report.counts[verdict] || 0}`)));
  show(report.counts.eligible ? "eligible" : "maybe");
  return [chips, next(report.ask_next, form, results), list];
}

function next(question, form, results) {
  if (!question) return null;
  const name = ANSWERS[question.attribute];
  const field = FIELDS.find((one) => one.name === name);
  const go = h("button.button.plain", { type: "button" }, field ? "填写" : "补充说明");
  go.addEventListener("click", () => {
    const target = form.elements[name || "activities"] || form.elements.activities;
    target.scrollIntoView({ block: "center" });
    target.focus();
  });
  if (!field) return h("section.next", {}, h("p", {}, h("strong", {}, "最该补充："), question.question, h("span.quiet.small", {}, `　可确定 ${question.decides} 项`)), go);
  const control = fieldView({ ...field, label: question.question }, "");
  const input = control.querySelector(".input");
  input.id = "next-answer"; input.name = "";
  control.querySelector("label").setAttribute("for", "next-answer");
  return h("form.next", { onsubmit: (event) => { event.preventDefault(); form.elements[name].value = input.value; match(form, results); } },
    control, h("button.button.plain", { type: "submit" }, "更新"), h("p.quiet.small", {}, `回答后可确定 ${question.decides} 项政策`));
}

function card(match) {
  const gates = match.conditions.filter((one) => one.gates);
  const notes = match.conditions.filter((one) => !one.gates);
  return h("article.card.match", {},
    h("header", {},
      h("div.facts", {}, h(`span.badge${TONES[match.verdict] ? `.${TONES[match.verdict]}` : ""}`, {}, match.verdict_name), h("span.badge.info", {}, match.incentive.kind_name), statusBadge(match.status)),
      h("h2", {}, amount(match)),
      h("p.quote", {}, marked(match.clause_text.trim(), match.quote.trim()))),
    match.estimate ? h("p.estimate", {}, h("strong", {}, "预计 "), match.estimate.formula) : null,
    match.near ? h("p.near", {}, `只差一点：${match.near}`) : null,
    gates.length ? h("ul.conditions", { "aria-label": "条件" }, gates.map(condition)) : h("p.small.quiet", {}, "文件没有另写条件。"),
    notes.length ? h("details", {}, h("summary.small.quiet", {}, "还须注意"), h("ul.conditions", {}, notes.map(condition))) : null,
    practical(match.incentive),
    h("footer.facts", {}, h("a", { href: readerLink(match) }, match.title), match.number ? h("span", {}, match.number) : null, h("span", {}, match.path), match.page ? h("span", {}, `第 ${match.page} 页`) : null));
}

function amount(match) {
  const words = match.incentive.amounts.map((one) => [one.label, quantity(one)].filter(Boolean).join(" "));
  const distinct = [...new Set(words)];
  if (distinct.length) return distinct.slice(0, 4).join("、");
  return match.incentive.kind_name;
}

function quantity(amount) {
  const limit = { max: "最高 ", min: "不低于 " }[amount.relation] || "";
  return /^(最高|不超过|不低于)/.test(amount.as_written) ? amount.as_written : `${limit}${amount.as_written}`;
}

function condition(finding) {
  return h(`li.${finding.verdict}`, {},
    h("span.mark", { "aria-hidden": "true" }, MARKS[finding.verdict]),
    h("div", {}, h("p", {}, h("span.off-screen", {}, `${finding.verdict_name}：`), finding.text), finding.why ? h("p.small.quiet", {}, finding.why) : null));
}

function period({ valid_from: from, valid_to: to }) {
  return [from && `${from} 起`, to && `至 ${to}`].filter(Boolean).join("，");
}

function practical(incentive) {
  const rows = [
    ["受理部门", incentive.departments.join("、")],
    ["申报时间", incentive.window],
    ["有效期", period(incentive)],
    ["需要材料", incentive.materials.join("、")],
    ["联系方式", incentive.contact],
  ].filter(([, words]) => words);
  return rows.length ? h("dl.practical", {}, rows.map(([name, words]) => [h("dt", {}, name), h("dd", {}, words)])) : null;
}

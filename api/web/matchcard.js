// One incentive weighed for a firm: what, how much, how computed, each condition, what to bring, until when, whom to call.

import { copy, h, marked } from "./dom.js";
import { fetchFile } from "./http.js";
import { readerLink, statusBadge } from "./parts.js";
import { firmOf } from "./profile.js";

const TONES = { eligible: ".good", maybe: ".warn", ineligible: "" };
const MARKS = { met: "✓", unmet: "✕", unknown: "?" };
const ATTRIBUTES = { region: "地区", industry: "行业", size: "规模", employees: "人数", revenue: "收入", rd_ratio: "研发", qualification: "资质", registration: "注册", credit: "信用", investment: "投资", growth: "增长", age: "年限", time: "时间", activity: "事项" };
const DATES = /^(\d{4}-\d\d-\d\d)?至(\d{4}-\d\d-\d\d)?$/;
const SOON = 30;
const AROUND = 150; // characters of the clause shown before and after the promise

/** Return the card of a match; `page` holds profile and report, for the calendar of this one. */
export function card(match, page) {
  return h("article.card.match", {},
    h("header", {},
      h("div.facts", {}, h(`span.badge${TONES[match.verdict]}`, {}, match.verdict_name), h("span.badge.info", {}, match.incentive.kind_name), statusBadge(match.status), due(match.deadline)),
      h("h2", {}, amountOf(match)),
      match.estimate ? h("p.estimate", {}, h("strong", {}, match.estimate.relation === "max" ? "最多可得 " : "预计可得 "), h("b", {}, yuan(match.estimate.value)), h("span.formula", {}, formula(match.estimate))) : rateHint(match)),
    match.near ? h("p.near", {}, h("strong", {}, "只差一点："), match.near) : null,
    h("blockquote.quote", {}, marked(...excerpt(match.clause_text, match.quote))),
    conditions(match.conditions),
    practical(match, page),
    match.group ? h("p.conflict.small", {}, h("strong", {}, "不可叠加："), `文件规定“${match.group}”`) : null,
    h("footer.facts", {}, h("a", { href: readerLink(match) }, match.title), match.number ? h("span", {}, match.number) : null, h("span", {}, place(match)),
      h("button.link", { type: "button", onclick: (event) => copy(event.currentTarget, inWords(match)) }, "复制")));
}

/** Return what is promised, in a few words: 最高 200 万元. */
export function amountOf(match) {
  const words = match.incentive.amounts.map((one) => [one.label, quantity(one)].filter(Boolean).join(" ").replace(/\s+/g, " "));
  const distinct = [...new Set(words)];
  if (distinct.length) return distinct.slice(0, 4).join("、") + (distinct.length > 4 ? "等" : "");
  return match.incentive.beneficiary ? `${match.incentive.kind_name}：${match.incentive.beneficiary}` : match.incentive.kind_name;
}

/** Return the greatest sum in yuan that the match may bring, 0 where none is stated. */
export function money(match) {
  if (match.estimate) return match.estimate.value;
  return Math.max(0, ...match.incentive.amounts.filter((one) => one.unit === "yuan" && one.relation !== "pool").map((one) => [one.value].flat().at(-1) || 0));
}

/** Return where the promise stands: 二、（三） · 第 4 页. */
export function place(match) {
  return [match.path, match.page && `第 ${match.page} 页`].filter(Boolean).join(" · ");
}

function formula(estimate) {
  return /[×%=比例档]|不超过/.test(estimate.formula) ? `怎么算：${estimate.formula}` : "文件写明的数额";
}

function yuan(value) {
  if (value >= 1e8) return `${Number((value / 1e8).toFixed(2))} 亿元`;
  return value >= 1e4 ? `${Number((value / 1e4).toFixed(2))} 万元` : `${value} 元`;
}

function quantity(amount) {
  const limit = { max: "最高 ", min: "不低于 ", pool: "资金总规模 " }[amount.relation] || "";
  return /^(最高|不超过|不低于|至少)/.test(amount.as_written) ? amount.as_written : `${limit}${amount.as_written}`;
}

function rateHint(match) {
  const rate = match.incentive.amounts.find((one) => one.unit === "percent");
  return rate && match.verdict !== "ineligible" ? h("p.small.quiet", {}, "在“正在做或做过的事”里写上投资额或支出额，就能算出大约多少。") : null;
}

function due(deadline) {
  if (!deadline) return null;
  const tone = deadline.days_left <= SOON ? ".warn" : "";
  return h(`span.badge${tone}`, {}, deadline.days_left === 0 ? `今天${deadline.what}` : `距${deadline.what} ${deadline.days_left} 天`);
}

function excerpt(text, quote) {
  const words = text.trim(), said = quote.trim();
  const at = words.indexOf(said);
  if (at < 0 || words.length <= said.length + 2 * AROUND) return [words, said];
  const from = Math.max(0, at - AROUND), to = Math.min(words.length, at + said.length + AROUND);
  return [`${from ? "……" : ""}${words.slice(from, to)}${to < words.length ? "……" : ""}`, said];
}

function conditions(all) {
  const gates = all.filter((one) => one.gates), notes = all.filter((one) => !one.gates);
  if (!all.length) return h("p.small.quiet", {}, "文件没有另写条件。");
  const counted = [["met", "符合"], ["unknown", "待确认"], ["unmet", "不符合"]].map(([verdict, name]) => [name, gates.filter((one) => one.verdict === verdict).length]).filter(([, count]) => count);
  return h("div.weighed", {},
    gates.length ? [h("h3.small.quiet", {}, "条件　", counted.map(([name, count]) => `${name} ${count}`).join("，")), h("ul.conditions", { "aria-label": "条件" }, gates.map(condition))] : null,
    notes.length ? h("details", {}, h("summary.small.quiet", {}, `还须注意（${notes.length}）`), h("ul.conditions", {}, notes.map(condition))) : null);
}

function condition(finding) {
  const name = ATTRIBUTES[finding.attribute];
  return h(`li.${finding.verdict}`, {},
    h("span.mark", { "aria-hidden": "true" }, MARKS[finding.verdict]),
    h("div", {}, h("p", {}, h("span.off-screen", {}, `${finding.verdict_name}：`), name ? h("span.small.quiet.attribute", {}, name) : null, DATES.test(finding.text) ? `政策有效期 ${finding.text.replace("至", " 至 ").trim()}` : h("q.serif", {}, finding.text.replace(/\s+/g, ""))),
      finding.why ? h("p.small.quiet", {}, finding.why) : null));
}

function practical(match, page) {
  const { incentive, deadline } = match;
  const until = [incentive.window, deadline && `${deadline.what} ${deadline.day}${deadline.yearly ? "（每年一次）" : ""}`, !deadline && incentive.valid_to && `政策有效期至 ${incentive.valid_to}`].filter(Boolean).join("；");
  const rows = [
    ["要带什么", incentive.materials.join("、")],
    ["什么时候", until],
    ["找谁办", incentive.departments.join("、")],
    ["怎么联系", incentive.contact],
  ].filter(([, words]) => words);
  if (!rows.length) return null;
  return h("dl.practical", {}, rows.map(([name, words]) => [h("dt", {}, name), h("dd", {}, words.replace(/\s*\n\s*/g, ""), name === "什么时候" && deadline ? [" ", remind(match, page)] : null)]));
}

function remind(match, page) {
  return h("button.link", { type: "button", onclick: async (event) => {
    const button = event.currentTarget;
    try {
      await fetchFile("/api/match/calendar", { firm: firmOf(page.profile), date: page.report.date, only: [match.incentive.id] }, "申报提醒.ics");
    } catch (error) {
      button.textContent = error.message;
    }
  } }, "加入日历");
}

function inWords(match) {
  return [`${match.verdict_name}：${amountOf(match)}`, match.estimate?.formula, `“${match.quote.trim()}”`,
    ...match.conditions.filter((one) => one.gates).map((one) => `${MARKS[one.verdict]} ${one.text}${one.why ? `（${one.why}）` : ""}`),
    [match.title, match.number, place(match)].filter(Boolean).join("，")].filter(Boolean).join("\n");
}

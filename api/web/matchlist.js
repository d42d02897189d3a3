// The weighed incentives as a list: by verdict, filtered, sorted, exported; what may not be added up stands together.

import { announce, fill, h } from "./dom.js";
import { fetchFile, post } from "./http.js";
import { amountOf, card, money, place } from "./matchcard.js";
import { failure, skeleton } from "./parts.js";
import { firmOf, summary } from "./profile.js";

const VERDICTS = { eligible: "符合", maybe: "可能符合", near: "差一点", ineligible: "不符合" };
const SOON = { "": "不限", "30": "30 天内截止", "90": "90 天内截止", "365": "一年内截止", any: "写明截止日的" };
const SORTS = { fit: "最合适的在前", money: "金额高的在前", due: "截止早的在前" };
const STEP = 10;
const FAR = "9999-12-31";

/** Return the report: verdicts to choose from, filters, exports and the cards. */
export function reportView(report, profile) {
  const view = { verdict: first(report), kind: "", due: "", sort: "fit", money: false, shown: STEP };
  const list = h("div.matches");
  const tools = h("div.match-tools");
  const page = { report, profile, view, list, tools };
  const chips = h("div.chips.verdicts", { role: "group", "aria-label": "按结论筛选" }, Object.entries(VERDICTS).map(([verdict, name]) =>
    h("button.chip", { type: "button", "data-verdict": verdict, hidden: verdict === "near" && !report.near.length, onclick: () => choose(page, chips, verdict) },
      `${name} ${verdict === "near" ? report.near.length : report.counts[verdict] || 0}`)));
  choose(page, chips, view.verdict);
  return [h("p.print-only", {}, `企业：${summary(profile) || "未填写"}。核对日期：${report.date}。`), h("div.match-head", {}, chips, exports(page)), tools, conflicts(report), list];
}

function first(report) {
  return ["eligible", "maybe"].find((verdict) => report.counts[verdict]) || (report.near.length ? "near" : "ineligible");
}

async function choose(page, chips, verdict) {
  for (const chip of chips.querySelectorAll("button")) chip.setAttribute("aria-pressed", String(chip.dataset.verdict === verdict));
  Object.assign(page.view, { verdict, kind: "", due: "", shown: STEP });
  if (verdict === "ineligible") { await showIneligible(page); return; }
  page.chosen = verdict === "near" ? page.report.near : page.report.matches.filter((one) => one.verdict === verdict);
  fill(page.tools, filters(page));
  draw(page);
}

function filters(page) {
  const kinds = new Map();
  for (const one of page.chosen) kinds.set(one.incentive.kind_name, (kinds.get(one.incentive.kind_name) || 0) + 1);
  const kindOptions = { "": "全部类型", ...Object.fromEntries([...kinds].sort((a, b) => b[1] - a[1]).map(([name, count]) => [name, `${name} ${count}`])) };
  const pick = (name, label, options) => {
    const id = `pick-${name}`;
    const control = h("select.input", { id, onchange: () => { page.view[name] = control.value; page.view.shown = STEP; draw(page); } },
      Object.entries(options).map(([value, words]) => h("option", { value }, words)));
    control.value = page.view[name];
    return h("div.field", {}, h("label", { for: id }, label), control);
  };
  const paid = h("input", { type: "checkbox", checked: page.view.money, onchange: () => { page.view.money = paid.checked; page.view.shown = STEP; draw(page); } });
  return [pick("kind", "类型", kindOptions), pick("due", "截止时间", SOON), pick("sort", "排序", SORTS), h("label.tick", {}, paid, "只看写明金额的")];
}

function draw(page) {
  const { view, list } = page;
  const fits = page.chosen.filter((one) => keeps(one, view)).sort(ORDERS[view.sort]);
  const rest = fits.length - view.shown;
  const empty = page.chosen.length ? "没有符合这些筛选条件的政策，放宽一点试试。" : "这一类没有。";
  fill(list, fits.length ? titled(fits.slice(0, view.shown), fits, view).map((one) => one.incentive ? card(one, page) : one) : h("p.state", {}, empty),
    rest > 0 ? more(page, rest) : null);
  announce(`${fits.length} 项`);
}

/** Return the matches with a heading before those that state a sum and before those that do not. */
function titled(shown, all, view) {
  const paid = all.filter(states).length;
  if (view.sort !== "fit" || !paid || paid === all.length) return shown;
  const heading = (words) => h("h2.matches-title", {}, words);
  const plain = shown.findIndex((one) => !states(one));
  const second = plain < 0 ? [] : [heading(`没写数额的支持（${all.length - paid} 项）`), ...shown.slice(plain)];
  return [heading(`写明数额的（${paid} 项）`), ...shown.slice(0, plain < 0 ? shown.length : plain), ...second];
}

function states(match) {
  return match.incentive.amounts.length > 0;
}

function more(page, rest) {
  return h("div.more-row", {}, h("button.button.plain", { type: "button", onclick: () => { page.view.shown += STEP * 2; draw(page); } }, `再看 ${Math.min(rest, STEP * 2)} 项（还有 ${rest} 项）`));
}

function keeps(match, view) {
  if (view.kind && match.incentive.kind_name !== view.kind) return false;
  if (view.money && !states(match)) return false;
  if (view.due && !match.deadline) return false;
  return !view.due || view.due === "any" || match.deadline.days_left <= Number(view.due);
}

const ORDERS = {
  fit: (one, other) => states(other) - states(one), // within each part the service's own order
  money: (one, other) => money(other) - money(one),
  due: (one, other) => (one.deadline?.day || FAR).localeCompare(other.deadline?.day || FAR),
};

async function showIneligible(page, offset = 0) {
  const { list } = page;
  const total = page.report.counts.ineligible || 0;
  const waiting = skeleton("正在取不符合的政策");
  fill(page.tools);
  if (offset) list.append(waiting); else fill(list, waiting);
  try {
    const part = await post("/api/match", { firm: firmOf(page.profile), date: page.report.date, verdict: "ineligible", offset, limit: STEP * 2 });
    waiting.remove();
    if (!part.matches.length) { fill(list, h("p.state", {}, "这一类没有。")); return; }
    list.querySelector(".more-row")?.remove();
    list.append(...part.matches.map((one) => card(one, page)));
    const rest = total - offset - part.matches.length;
    if (rest > 0) list.append(h("div.more-row", {}, h("button.button.plain", { type: "button", onclick: () => showIneligible(page, offset + STEP * 2) }, `再看 ${Math.min(rest, STEP * 2)} 项（还有 ${rest} 项）`)));
  } catch (error) {
    fill(list, failure(error, () => showIneligible(page, 0)));
  }
}

function exports(page) {
  const problem = h("p.small.export-problem", { role: "alert", hidden: true });
  const take = (path, name) => async (event) => {
    const button = event.currentTarget;
    button.disabled = true;
    problem.hidden = true;
    try {
      await fetchFile(path, { firm: firmOf(page.profile), date: page.report.date }, name);
      announce(`${name}已下载`);
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    } finally {
      button.disabled = false;
    }
  };
  return h("div.actions.exports", {},
    h("button.link", { type: "button", onclick: take("/api/match/table", "可申报政策.xlsx"), title: "符合和可能符合的全部政策，一行一项" }, "导出 Excel"),
    h("button.link", { type: "button", onclick: take("/api/match/calendar", "申报日历.ics"), title: "写明截止日的政策，提前两周提醒" }, "申报日历"),
    h("button.link", { type: "button", onclick: () => print(page) }, "打印或存为 PDF"), problem);
}

function print(page) {
  page.view.shown = Infinity;
  if (page.view.verdict !== "ineligible") draw(page);
  for (const fold of document.querySelectorAll(".results details")) fold.open = true;
  window.print();
}

function conflicts(report) {
  const groups = new Map();
  for (const one of report.matches) if (one.group) groups.set(one.document_id, [...(groups.get(one.document_id) || []), one]);
  const real = [...groups.values()].filter((members) => members.length > 1);
  if (!real.length) return null;
  return h("details.conflicts", {}, h("summary", {}, h("strong", {}, `${real.length} 组政策不可叠加享受`), h("span.small.quiet", {}, "同一文件写明就高或不重复，请择优申报")),
    real.map((members) => h("section", {},
      h("h2", {}, members[0].title),
      h("p.quote", {}, `“${members[0].group}”`),
      h("ul", {}, members.sort(ORDERS.money).map((one) => h("li", {}, h("span.badge", { class: one.verdict === "eligible" ? "badge good" : "badge warn" }, one.verdict_name), h("span", {}, amountOf(one)), h("span.quiet.small", {}, place(one))))))));
}

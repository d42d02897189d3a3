// What was asked and answered: counts of days, topics and documents, no question and no asker.

import { fill, h } from "./dom.js";
import { get } from "./http.js";
import { dayBars, rankBars } from "./deskplot.js";
import { staff } from "./staff.js";

const SPANS = [7, 30, 90];

/** Show the statistics of the last days; how many lives in the address. */
export async function render(place, { query }) {
  const days = SPANS.includes(Number(query.get("days"))) ? Number(query.get("days")) : 30;
  const made = await get("/api/desk/statistics", { days }, staff());
  fill(place,
    h("div.chips", { role: "group", "aria-label": "时间" }, SPANS.map((one) =>
      h("a.chip", { href: `#/desk/statistics?days=${one}`, "aria-current": one === days ? "page" : null }, `近 ${one} 天`))),
    totals(made, days),
    h("section.card.card-body", { "aria-labelledby": "days-title" }, h("h2.section-title", { id: "days-title" }, "每天的问题"),
      dayBars(made.days), h("p.small.quiet.desk-legend", {}, h("span.key.answered", {}, "答出"), h("span.key.refused", {}, "没答出")), figures(made.days)),
    h("div.desk-pair", {},
      h("section.card.card-body", { "aria-labelledby": "topics-title" }, h("h2.section-title", { id: "topics-title" }, "没答出的主题"),
        made.topics.length ? rankBars(made.topics.map((one) => [one.topic, one.count])) : none("没有答不出的问题。")),
      h("section.card.card-body", { "aria-labelledby": "used-title" }, h("h2.section-title", { id: "used-title" }, "用得最多的文件"),
        made.documents.length ? rankBars(made.documents.map((one) => [one.title, one.count, `#/document/${one.document_id}`])) : none("还没有答出的问题。"))),
    h("p.small.quiet", {}, "只记计数和没答出的问题，不记提问的人。主题和文件是全部时间的。"));
}

function totals(made, days) {
  const asked = made.answered + made.refused;
  const share = asked ? `${Math.round((100 * made.answered) / asked)}%` : "—";
  const rows = [[`近 ${days} 天的问题`, asked], ["答出", share], ["待处理", made.queue.open], ["已审答复", made.reviewed], ["需复核", made.stale]];
  return h("dl.desk-totals", {}, rows.map(([name, value]) => h("div.card", {}, h("dt", {}, name), h("dd", {}, String(value)))));
}

function figures(days) {
  const asked = days.filter((one) => one.answered + one.refused + one.clarify);
  if (!asked.length) return none("这段时间没有人提问。");
  return h("details", {}, h("summary", {}, "看数字"), h("div.table-scroll", { tabindex: "0", role: "region", "aria-label": "每天的问题数" }, h("table.figures", {},
    h("thead", {}, h("tr", {}, ["日期", "答出", "没答出", "反问"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, asked.map((one) => h("tr", {}, h("th", { scope: "row" }, one.day), [one.answered, one.refused, one.clarify].map((value) => h("td", {}, String(value)))))))));
}

function none(words) {
  return h("p.quiet", {}, words);
}

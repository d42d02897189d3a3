// 坐席: questions that need staff, reviewed answers, statistics, firms by the table.

import { fill, h } from "./dom.js";
import { skeleton } from "./parts.js";
import { admitted } from "./staff.js";

const VIEWS = {
  "": { name: "待处理问题", load: () => import("./deskqueue.js") },
  reviewed: { name: "已审答复", load: () => import("./deskreviewed.js") },
  corrections: { name: "更正", load: () => import("./deskcorrections.js") },
  statistics: { name: "统计", load: () => import("./deskstats.js") },
  batch: { name: "成批匹配", load: () => import("./deskbatch.js") },
};
const EDITORS = new Set(["question", "review", "new"]);

/** Show the part of the desk that the address names; `question/12` is the answer to a queued question. */
export async function render(main, { argument, query }) {
  const [name, number] = argument.split("/");
  const body = h("div.desk", {}, skeleton("正在打开坐席"));
  fill(main, h("div.wide.pad", {}, head(EDITORS.has(name) ? "" : name), body));
  await admitted(body, async () => {
    const view = EDITORS.has(name) ? await import("./deskeditor.js") : await (VIEWS[name] || VIEWS[""]).load();
    await view.render(body, { kind: name, number, query });
  });
}

function head(current) {
  return h("div.page-head.desk-head", {}, h("h1", {}, "坐席"),
    h("nav.desk-nav", { "aria-label": "坐席功能" }, Object.entries(VIEWS).map(([key, view]) =>
      h("a", { href: key ? `#/desk/${key}` : "#/desk", "aria-current": key === current ? "page" : null }, view.name))));
}

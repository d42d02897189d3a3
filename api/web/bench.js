// 评测: runs side by side, two of them query by query, and what each found for one query.

import { announce, fill, h } from "./dom.js";
import { get } from "./http.js";
import { bars, legend } from "./benchplot.js";
import { queryView } from "./benchquery.js";
import { failure, skeleton } from "./parts.js";

const METRICS = { "nDCG@10": "前十排序质量", "R@10": "前十召回", "R@100": "前百召回", "MRR@10": "首个命中", "MAP@100": "平均精度" };
const SYSTEMS = { bm25s: "通用 BM25", words: "按词", pairs: "按字对", vector: "按整条向量", dense: "按向量", fused: "融合", hybrid: "产品所用" };
const NAMES = ["dataset", "metric", "first", "second", "q"];
const STEP = 50;

/** Show the runs of one test set; what is chosen lives in the address. */
export async function render(main, { query }) {
  const chosen = Object.fromEntries(NAMES.map((name) => [name, query.get(name) || ""]));
  const body = h("div.bench", {}, skeleton("正在读取评测"));
  fill(main, h("div.wide.pad", {}, h("div.page-head", {}, h("h1", {}, "评测"),
    h("p.quiet", {}, "检索质量的历次评测：并排比较，逐题对照，下载原始结果。误差线是 95% 置信区间。")), body));
  try {
    const shelf = await get("/api/bench");
    fill(body, shelf.runs.length ? view(shelf.runs, chosen) : empty(shelf.folder));
  } catch (error) {
    fill(body, failure(error, () => render(main, { query })));
  }
}

function empty(folder) {
  return h("section.state", {}, h("h2", {}, "还没有评测结果"),
    h("p", {}, "运行下面的命令，评一遍检索并把结果写进评测文件夹，再刷新本页："),
    h("pre.command", { tabindex: "0" }, `wence eval retrieval 评测集文件夹 --out ${folder}/我的评测`),
    h("p.quiet.small", {}, "评测集认 BEIR、C-MTEB 和 TREC 的格式，另一些系统的排序文件也能放进来一起比（见 docs/evaluation.md）。评测文件夹默认是政策库旁的 runs，可用 WENCE_RUNS_DIR 另指。"));
}

function view(runs, chosen) {
  const sets = [...new Set(runs.map((run) => run.dataset))];
  const dataset = sets.includes(chosen.dataset) ? chosen.dataset : sets[0];
  const own = runs.filter((run) => run.dataset === dataset);
  const metric = METRICS[chosen.metric] ? chosen.metric : "nDCG@10";
  const ordered = [...own].sort((one, other) => (other.metrics[metric] || 0) - (one.metrics[metric] || 0));
  const state = { dataset, metric, first: (own.find((run) => run.id === chosen.first) || ordered[1] || ordered[0]).id, second: (own.find((run) => run.id === chosen.second) || ordered[0]).id, q: chosen.q };
  const pair = h("section.bench-pair", { "aria-labelledby": "pair-title" });
  if (own.length > 1) comparison(pair, own, state);
  return [sets.length > 1 ? chips("评测集", sets, dataset, (value) => go({ dataset: value, metric })) : h("p.quiet", {}, `评测集：${dataset}，${own[0].queries} 题。`),
    h("section", { "aria-labelledby": "runs-title" },
      h("h2.section-title", { id: "runs-title" }, `${own.length} 次评测`),
      chips("指标", Object.keys(METRICS), metric, (value) => go({ ...state, metric: value, q: "" })),
      h("div.card.card-body.bench-plot", {}, bars(ordered, metric), h("p.small.quiet", {}, `${metric}：${METRICS[metric]}，越高越好。`)),
      table(ordered, metric)),
    pair];
}

function go(state) {
  const query = new URLSearchParams();
  for (const name of NAMES) if (state[name]) query.set(name, state[name]);
  location.hash = `#/bench?${query}`;
}

function chips(label, values, current, choose) {
  return h("div.facet", {}, h("span.small.quiet", {}, label), h("div.chips", { role: "group", "aria-label": label }, values.map((value) =>
    h("button.chip", { type: "button", "aria-pressed": String(value === current), onclick: () => choose(value) }, value))));
}

function table(runs, current) {
  const names = Object.keys(METRICS);
  const best = Object.fromEntries(names.map((name) => [name, Math.max(...runs.map((run) => run.metrics[name] || 0))]));
  const file = (run, kind) => h("a", { href: `/api/bench/file?${new URLSearchParams({ run: run.id, kind })}`, download: "" }, kind.toUpperCase());
  return h("div.table-scroll.card", { tabindex: "0", role: "region", "aria-label": "各次评测的指标" }, h("table.figures.bench-table", {},
    h("thead", {}, h("tr", {}, ["系统", "文件夹", ...names, "毫秒/题", "题数", "写入", "下载"].map((name) => h("th", { scope: "col", class: name === current ? "current" : null }, name)))),
    h("tbody", {}, runs.map((run) => h("tr", {}, h("th", { scope: "row" }, run.system, SYSTEMS[run.system] ? h("span.small.quiet.bounds", {}, SYSTEMS[run.system]) : null), h("td", {}, run.folder || "—"),
      names.map((name) => h("td", {}, h(run.metrics[name] === best[name] && runs.length > 1 ? "strong" : "span", {}, number(run.metrics[name])), interval(run.intervals[name]))),
      h("td", {}, run.metrics.milliseconds?.toFixed(1) ?? "—"), h("td", {}, String(run.queries)), h("td", {}, run.written.slice(0, 10)),
      h("td.downloads", {}, file(run, "trec"), file(run, "csv"), file(run, "json")))))));
}

function number(value) {
  return value === undefined ? "—" : value.toFixed(3);
}

function interval(bounds) {
  return bounds ? h("span.small.quiet.bounds", {}, `${bounds[0].toFixed(3)}–${bounds[1].toFixed(3)}`) : null;
}

async function comparison(place, runs, state) {
  const name = (run) => [run.system, run.folder].filter(Boolean).join(" · ");
  const pick = (field, label) => {
    const control = h("select.input", { id: `bench-${field}`, onchange: () => go({ ...state, [field]: control.value, q: "" }) }, runs.map((run) => h("option", { value: run.id }, name(run))));
    control.value = state[field];
    return h("div.field", {}, h("label", { for: `bench-${field}` }, label), control);
  };
  const result = h("div.bench-result", { "aria-live": "polite" }, skeleton("正在逐题比较"));
  fill(place, h("h2.section-title", { id: "pair-title" }, "两次评测逐题比较"),
    h("div.bench-pickers", {}, pick("first", "甲（基准）"), pick("second", "乙")), result);
  await draw(result, runs, state, name);
}

async function draw(result, runs, state, name) {
  if (state.first === state.second) { fill(result, h("p.state", {}, "请选两次不同的评测。")); return; }
  try {
    const made = await get("/api/bench/compare", { first: state.first, second: state.second, metric: state.metric, limit: STEP });
    const run = (id) => name(runs.find((one) => one.id === id));
    fill(result, verdict(made, run(state.first), run(state.second)), legend(), rows(made, state), further(result, made, state));
    if (state.q) openRow(result, state.q);
    announce(`乙较好 ${made.wins} 题，甲较好 ${made.losses} 题`);
  } catch (error) {
    fill(result, failure(error, () => draw(result, runs, state, name)));
  }
}

function verdict(made, first, second) {
  const [low, high] = made.interval;
  const sure = low > 0 ? "乙好于甲，差别可信" : high < 0 ? "甲好于乙，差别可信" : "差别不显著（区间含零）";
  const sign = (value) => `${value >= 0 ? "+" : "−"}${Math.abs(value).toFixed(3)}`;
  return h("div.card.card-body.bench-verdict", {},
    h("p", {}, h("strong", {}, `乙 − 甲：${sign(made.difference)}`), `　95% 区间 ${sign(low)} 至 ${sign(high)}。${sure}。`),
    h("p.small.quiet", {}, `${made.metric}，共 ${made.total} 题：乙较好 ${made.wins}，甲较好 ${made.losses}，相同 ${made.ties}。甲是 ${first}，乙是 ${second}。`));
}

function rows(made, state) {
  return h("ol.bench-rows", {}, made.rows.map((row) => rowView(row, state)));
}

function rowView(row, state) {
  const body = h("div");
  const change = row.second - row.first;
  const tone = change > 0 ? "better" : change < 0 ? "worse" : "same";
  const fold = h("details", { "data-query": row.id, ontoggle: () => { if (fold.open && !body.childElementCount) look(body, row, state); } },
    h("summary", {}, h("span.bench-query", {}, row.text || row.id), h(`span.bench-change.${tone}`, {}, `${row.first.toFixed(2)} → ${row.second.toFixed(2)}`), bars.change(row.first, row.second)), body);
  return h("li", {}, fold);
}

async function look(body, row, state) {
  fill(body, skeleton("正在取这一题"));
  try {
    fill(body, queryView(await get("/api/bench/query", { id: row.id, run: [state.first, state.second] })));
  } catch (error) {
    fill(body, failure(error, () => look(body, row, state)));
  }
}

function openRow(result, id) {
  const fold = result.querySelector(`details[data-query="${CSS.escape(id)}"]`);
  if (fold) { fold.open = true; fold.scrollIntoView({ block: "center" }); }
}

function further(result, made, state) {
  let shown = made.rows.length;
  if (shown >= made.total) return null;
  const button = h("button.button.plain", { type: "button", onclick: async () => {
    button.disabled = true;
    try {
      const next = await get("/api/bench/compare", { first: state.first, second: state.second, metric: state.metric, offset: shown, limit: STEP });
      result.querySelector(".bench-rows").append(...next.rows.map((row) => rowView(row, state)));
      shown += next.rows.length;
      button.textContent = words();
      if (shown >= made.total) button.remove();
    } catch (error) {
      button.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  } });
  const words = () => `再看 ${Math.min(STEP, made.total - shown)} 题（还有 ${made.total - shown} 题）`;
  button.textContent = words();
  return h("div.more-row", {}, button);
}

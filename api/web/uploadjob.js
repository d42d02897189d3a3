// What became of an upload: how far it is, then for every file its certificate, or why it was left out.

import { announce, fill, h } from "./dom.js";
import { get } from "./http.js";
import { failure } from "./parts.js";
import { certificate } from "./readerproof.js";
import { staff } from "./staff.js";

const TONES = { added: "good", updated: "good", duplicate: "info", failed: "bad" };
const TAKEN = new Set(["added", "updated"]);
const PAUSE = 700;

/** Return the section of a job, which follows the job until it is done. */
export function jobSection(job) {
  const place = h("div.upload-job");
  const rows = new Map();
  draw(place, rows, job);
  if (job.state !== "done") follow(place, rows, job.id);
  return place;
}

async function follow(place, rows, id) {
  const wait = () => new Promise((go) => { setTimeout(go, PAUSE); });
  for (await wait(); place.isConnected; await wait()) {
    let job;
    try {
      job = await get(`/api/jobs/${id}`, {}, staff());
    } catch (error) {
      const trouble = failure(error, () => { trouble.remove(); follow(place, rows, id); });
      place.append(trouble);
      return;
    }
    draw(place, rows, job);
    if (job.state === "done") { announce(summary(job)); return; }
  }
}

function draw(place, rows, job) {
  if (!rows.size) {
    rows.set("head", h("div.upload-head"));
    for (const [number] of job.files.entries()) rows.set(number, h("li.card.upload-file"));
    fill(place, rows.get("head"), h("ul.upload-files", {}, job.files.map((_, number) => rows.get(number))));
  }
  head(rows.get("head"), job);
  for (const [number, file] of job.files.entries()) {
    const row = rows.get(number);
    if (row.dataset.status === file.status) continue; // an opened certificate stays open
    row.dataset.status = file.status;
    fill(row, fileRow(file));
  }
}

function head(place, job) {
  const done = job.state === "done";
  fill(place, h("p.upload-stage", {}, h("strong", {}, done ? summary(job) : stage(job)), h("span.quiet.small", {}, `用时 ${Math.max(1, Math.round(job.seconds))} 秒`)),
    done ? null : h("progress", { max: job.total, value: job.stage === "waiting" ? null : job.done, "aria-label": "处理进度" }),
    job.trouble ? h("div.state.failed", { role: "alert" }, h("p", {}, job.trouble)) : null);
}

function stage(job) {
  if (job.stage === "waiting") return job.ahead ? `排队中，前面还有 ${job.ahead} 次上传` : "排队中";
  if (job.stage === "reading") return `正在读取第 ${Math.min(job.done + 1, job.total)} 份，共 ${job.total} 份`;
  return "正在建立索引，马上可以查到";
}

function summary(job) {
  const count = (statuses) => job.files.filter((file) => statuses.includes(file.status)).length;
  const parts = [[count(["added", "updated"]), "份已入库"], [count(["duplicate"]), "份库内已有"], [count(["failed"]), "份未能入库"]];
  return parts.filter(([number]) => number).map(([number, words]) => `${number} ${words}`).join("，");
}

function fileRow(file) {
  const badge = h(`span.badge${TONES[file.status] ? `.${TONES[file.status]}` : ""}`, {}, file.status_name);
  const named = file.title && file.title !== file.name;
  return [
    h("h3", {}, file.id ? h("a", { href: `#/document/${file.id}` }, file.title || file.name) : file.name),
    h("div.facts", {}, badge, named ? h("span", {}, file.name) : null, h("span", {}, size(file.bytes)),
      file.id ? h("span", {}, `${file.clauses} 条`) : null),
    file.status === "failed" ? h("p.upload-reason", {}, file.reason) : null,
    file.status === "duplicate" ? h("p.quiet", {}, file.reason) : null,
    TAKEN.has(file.status) ? proof(file) : null,
  ];
}

function proof(file) {
  const short = file.certificate;
  const place = h("div.upload-proof", {}, h("p", {}, sentence(short)));
  get(`/api/documents/${file.id}/outline`)
    .then((data) => place.append(certificate(data.certificate, file.id, false, `${file.name}：`)))
    .catch(() => place.append(h("p.small.quiet", {}, "阅读凭证可在原文页查看。")));
  return place;
}

function sentence(short) {
  const share = short.coverage === 1 ? "全部" : `${(100 * short.coverage).toFixed(1)}%`;
  const read = `${short.pages} 页共读到 ${short.characters.toLocaleString("zh-CN")} 字，${share}有归属。`;
  const unread = short.unread_pages.length ? `第 ${short.unread_pages.slice(0, 10).join("、")} 页有没读出的内容。` : "";
  const gaps = short.gaps ? `编号中断 ${short.gaps} 处。` : "";
  return `${read}${unread}${gaps}${short.complete ? "" : "请对照原文核对。"}`;
}

/** Return a size in words. */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} 字节`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(bytes % 1024 ** 2 ? 1 : 0)} MB`;
}

// 上传文件: staff bring documents; each is read at once and shown with its certificate.

import { announce, fill, h } from "./dom.js";
import { get } from "./http.js";
import { skeleton } from "./parts.js";
import { admitted, staff } from "./staff.js";
import { jobSection, size } from "./uploadjob.js";
import { send } from "./uploadsend.js";

/** Show the page: a place to drop files, and what became of the last uploads. */
export async function render(main) {
  const body = h("div.upload", {}, skeleton("正在打开上传"));
  fill(main, h("div.wide.pad", {},
    h("div.page-head", {}, h("h1", {}, "上传文件"), h("p", {}, h("a", { href: "#/library" }, "回到政策库"))), body));
  await admitted(body, async () => {
    const rules = await get("/api/jobs", {}, staff()); // only staff get this far
    const [last, ...earlier] = rules.jobs;
    const results = h("div.upload-results", {}, last ? jobSection(last) : null);
    const title = h("h2.section-title", { hidden: !last }, "上传结果");
    const older = earlier.length ? h("details.more", {}, h("summary", {}, `更早的 ${earlier.length} 次上传`), h("div.upload-results", {}, earlier.map(jobSection))) : null;
    fill(body, form(rules, (job) => { title.hidden = false; results.prepend(jobSection(job)); }), title, results, older);
  });
}

function form(rules, show) {
  const page = { rules, show, files: [], stop: null };
  const input = h("input.off-screen", { id: "upload-files", type: "file", multiple: true, accept: rules.suffixes.join(","), "aria-describedby": "upload-rule", onchange: () => { add(page, [...input.files]); input.value = ""; } });
  const drop = h("div.upload-drop", {}, input,
    h("label", { for: "upload-files" }, h("strong", {}, "选择文件"), h("span", {}, "或把文件拖到这里")),
    h("p.small.quiet", { id: "upload-rule" }, `PDF、Word、网页、OFD、文本、图片都可以；每份至多 ${size(rules.max_bytes)}，一次至多 ${rules.max_files} 份。同一份文件不会重复存入。`));
  page.list = h("ul.upload-chosen", { "aria-label": "要上传的文件" });
  page.trouble = h("p.form-error", { role: "alert" });
  page.bar = h("div.upload-sending", { hidden: true });
  page.button = h("button.button", { type: "submit", hidden: true });
  const element = h("form.card.card-body.upload-form", { "aria-label": "上传文件", onsubmit: (event) => { event.preventDefault(); submit(page); } },
    drop, page.list, page.trouble, page.bar, page.button);
  droppable(element, drop, page);
  return element;
}

function droppable(element, drop, page) {
  element.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  element.addEventListener("dragleave", (event) => { if (!element.contains(event.relatedTarget)) drop.classList.remove("over"); });
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
    const folders = items.filter((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()?.isDirectory);
    add(page, items.filter((item) => !folders.includes(item)).map((item) => item.getAsFile()));
    if (folders.length) page.trouble.textContent = "文件夹不能直接上传，请打开它，选择其中的文件。";
  });
}

function add(page, files) {
  if (page.stop) return; // what is being sent stays as it is
  const { max_bytes: most, max_files: many } = page.rules;
  const said = [];
  for (const file of files) {
    const same = page.files.some((one) => one.name === file.name && one.size === file.size && one.lastModified === file.lastModified);
    if (same) continue;
    if (file.size > most) said.push(`${file.name} 有 ${size(file.size)}，超过 ${size(most)}，请拆分后再传。`);
    else if (!file.size) said.push(`${file.name} 是空的，请重新下载或导出。`);
    else if (page.files.length >= many) said.push(`一次至多 ${many} 份，${file.name} 请下次再传。`);
    else page.files.push(file);
  }
  page.trouble.textContent = said.join("");
  list(page);
  announce(`已选 ${page.files.length} 份文件`);
}

function list(page) {
  fill(page.list, page.files.map((file) => h("li", {}, h("span.upload-name", {}, file.name), h("span.quiet.small", {}, size(file.size)),
    h("button.link", { type: "button", disabled: Boolean(page.stop), "aria-label": `不传 ${file.name}`, onclick: () => { page.files = page.files.filter((one) => one !== file); list(page); document.getElementById("upload-files").focus(); } }, "不传"))));
  page.button.hidden = !page.files.length || Boolean(page.stop);
  page.button.textContent = `上传 ${page.files.length} 份文件`;
}

async function submit(page) {
  if (!page.files.length || page.stop) return;
  page.stop = new AbortController();
  page.trouble.textContent = "";
  const tell = sending(page);
  list(page);
  try {
    const job = await send(page.files, staff(), tell, page.stop.signal);
    page.files = [];
    announce("文件已收下，正在读取");
    page.show(job);
  } catch (error) {
    page.trouble.textContent = error.name === "AbortError" ? "已取消，没有上传。" : error.message;
  } finally {
    page.stop = null;
    page.bar.hidden = true;
    list(page);
  }
}

function sending(page) {
  const words = h("span", {}, "正在发送……");
  const bar = h("progress", { max: 1, value: 0, "aria-label": "发送进度" });
  fill(page.bar, words, bar, h("button.link", { type: "button", onclick: () => page.stop.abort() }, "取消"));
  page.bar.hidden = false;
  return (share) => {
    bar.value = share;
    words.textContent = share < 1 ? `正在发送 ${Math.round(100 * share)}%` : "已发完，正在存下……";
  };
}

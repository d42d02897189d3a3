// A table of firms goes up, a table of matches comes down.

import { announce, fill, h } from "./dom.js";
import { download, fetchFile, get } from "./http.js";
import { staff } from "./staff.js";

const MOST = 5 * 1024 * 1024;
const HEADS = ["企业", "地区", "行业", "规模", "人数", "营业收入（万元）", "资产总额（万元）", "研发占比", "成立日期", "资质", "计划"];

/** Show the form. */
export async function render(place) {
  await get("/api/desk/queue", { limit: 1 }, staff()); // only staff get this far
  const file = h("input.input", { id: "firms", type: "file", accept: ".csv,.xlsx", required: true, "aria-describedby": "firms-rule" });
  const said = h("p", { role: "status" });
  const trouble = h("p.form-error", { role: "alert" });
  const button = h("button.button", { type: "submit" }, "开始匹配");
  const form = h("form.card.card-body.desk-form", { onsubmit: (event) => { event.preventDefault(); send(file.files[0]); } },
    h("div.field", {}, h("label", { for: "firms" }, "企业表（CSV 或 XLSX）"), file, h("p.small.quiet", { id: "firms-rule" }, "至多 5 MB、200 家；每家约需零点三秒。第一行是列名，一行一家；不知道的留空，不会猜。")),
    trouble, said, h("div.dialog-actions", {}, button, h("button.button.plain", { type: "button", onclick: template }, "下载空表")));
  fill(place, h("section.desk-batch", { "aria-labelledby": "batch-title" }, h("h2.section-title", { id: "batch-title" }, "一次匹配许多企业"),
    h("p.quiet", {}, "返回一张 Excel 表：每家企业可享受和可能享受的政策各一行，附原文、计算依据、还需确认的条件和原文链接。企业表只用于这一次匹配，不留存。"), form,
    h("p.small.quiet", {}, `认识的列名：${HEADS.join("、")}……`)));

  async function send(table) {
    trouble.textContent = said.textContent = "";
    if (!table) return;
    if (table.size > MOST) { trouble.textContent = "企业表不能超过 5 MB，请分几次上传。"; return; }
    button.disabled = true;
    said.textContent = "正在匹配……";
    try {
      const body = new FormData();
      body.append("file", table);
      await fetchFile("/api/desk/match", body, "成批匹配结果.xlsx", staff());
      said.textContent = "匹配好了，结果表已下载。";
      announce("匹配好了");
    } catch (error) {
      said.textContent = "";
      trouble.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  }
}

function template() {
  download(new Blob([`\ufeff${HEADS.join(",")}\r\n`], { type: "text/csv" }), "企业表.csv");
}

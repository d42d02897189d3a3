// The window in which staff put right who bears a clause and what it does; the parse stays, theirs lies over it.

import { announce, fill, h } from "./dom.js";
import { get, post } from "./http.js";
import { skeleton } from "./parts.js";
import { admitted, staff } from "./staff.js";

const REVIEWER = "wence-reviewer"; // as in the editor of the desk
const ASPECTS = { departments: "责任单位", measures: "举措" };

/** Open the window over a clause; `saved` is called when a correction holds. */
export function openCorrection(button, clauseId, saved) {
  const body = h("div.correct", {}, skeleton("正在取条款"));
  const dialog = h("dialog.dialog.wide-dialog", { "aria-labelledby": "correct-title" },
    h("h2", { id: "correct-title" }, "更正标注"), body);
  document.body.append(dialog);
  dialog.addEventListener("close", () => { dialog.remove(); button.focus(); });
  dialog.showModal();
  admitted(body, async () => {
    const data = await get("/api/desk/corrections/form", { id: clauseId }, staff());
    fill(body, form(data, dialog, saved));
  });
}

function form(data, dialog, saved) {
  let aspect = "departments";
  const lists = { departments: duties(data), measures: measures(data) };
  const place = h("div.correct-list", { "aria-live": "polite" });
  const trouble = h("p.form-error", { role: "alert" });
  const why = h("input.input", { id: "correct-why", maxlength: "500", minlength: "2", required: true, placeholder: "例如：括号里列第一位的为牵头单位" });
  const by = h("input.input", { id: "correct-by", maxlength: "50", required: true, autocomplete: "off" });
  by.value = localStorage.getItem(REVIEWER) || "";
  const save = h("button.button", { type: "submit" }, "保存更正");
  const tabs = Object.entries(ASPECTS).map(([key, name]) => h("button.chip", { type: "button", "data-aspect": key, onclick: () => turn(key) }, name));
  const turn = (key) => {
    aspect = key;
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.aspect === key));
    fill(place, lists[key].element);
  };
  turn(aspect);
  const send = async () => {
    save.disabled = true;
    trouble.textContent = "";
    try {
      localStorage.setItem(REVIEWER, by.value.trim());
      await post("/api/desk/corrections", { clause_id: data.clause_id, aspect, [aspect === "departments" ? "duties" : "measures"]: lists[aspect].read(), by: by.value, why: why.value }, staff());
      dialog.close();
      announce("更正已生效");
      saved();
    } catch (error) {
      trouble.textContent = error.message;
      trouble.scrollIntoView({ block: "nearest" });
    } finally {
      save.disabled = false;
    }
  };
  return h("form.dialog-form", { onsubmit: (event) => { event.preventDefault(); send(); } },
    h("p.quote.correct-words", { tabindex: "0", role: "region", "aria-label": "条款原文" }, data.text.trim()),
    h("div.chips", { role: "group", "aria-label": "更正什么" }, tabs),
    place,
    h("div.field", {}, h("label", { for: "correct-why" }, "为什么"), why),
    h("div.field", {}, h("label", { for: "correct-by" }, "更正人"), by),
    h("p.small.quiet", {}, "更正只盖在问策读出的标注之上，随即用于答复；条款文字变了就自动停用，也可以在坐席的“更正”里撤销。"),
    trouble,
    h("div.dialog-actions", {}, save, h("button.button.plain", { type: "button", onclick: () => dialog.close() }, "取消")));
}

function duties(data) {
  const rows = h("ol.correct-rows");
  const add = (duty) => rows.append(dutyRow(data, duty));
  data.duties.forEach(add);
  const more = h("button.link", { type: "button", onclick: () => { add({ name: "", role: "responsible", inherited: false }); rows.lastElementChild.querySelector("input").focus(); } }, "加一个部门");
  const element = h("div", {}, rows, h("div.actions", {}, more, asParsed(data.duties, data.parsed_duties, () => { rows.replaceChildren(); data.parsed_duties.forEach(add); })));
  return { element, read: () => [...rows.children].map((row) => row.read()) };
}

/** Return the way back to what was read, where staff changed it before. */
function asParsed(tags, parsed, restore) {
  return tags.length !== parsed.length || tags.some((one) => one.corrected) ? h("button.link", { type: "button", onclick: restore }, "恢复为问策读出的") : null;
}

function dutyRow(data, duty) {
  const role = choice("角色", data.roles.map((one) => [one.value, one.name]), duty.role);
  const name = h("input.input", { "aria-label": "部门", maxlength: "100", required: true, placeholder: "部门全称，如省财政厅" });
  name.value = duty.name;
  name.readOnly = duty.inherited;
  const quoted = duty.quote && !duty.quote.includes(duty.name) && duty.quote.length <= 30;
  const words = duty.inherited ? h("span.small.quiet", {}, "承接自文件统一要求") : h("input.input", { "aria-label": "原文里的字样", maxlength: "200", placeholder: "原文写法不同时填，如财政厅" });
  if (quoted && !duty.inherited) words.value = duty.quote;
  const row = h("li.correct-row", {}, role, name, words, dropper(() => row, () => name.value || "这一行"));
  row.read = () => ({ name: name.value, role: role.value, inherited: duty.inherited, words: duty.inherited ? "" : words.value });
  return row;
}

function measures(data) {
  const rows = h("ol.correct-rows");
  const add = (measure) => rows.append(measureRow(data, measure));
  data.measures.forEach(add);
  const more = h("button.link", { type: "button", onclick: () => { add({ verb: "", object: "", quote: "", instrument: data.instruments[0], modality: "must" }); rows.lastElementChild.querySelector("textarea").focus(); } }, "加一项举措");
  const element = h("div", {}, rows, h("div.actions", {}, more, asParsed(data.measures, data.parsed_measures, () => { rows.replaceChildren(); data.parsed_measures.forEach(add); })));
  return { element, read: () => [...rows.children].map((row) => row.read()) };
}

function measureRow(data, measure) {
  const instrument = choice("政策工具", data.instruments.map((name) => [name, name]), measure.instrument);
  const modality = choice("语气", data.modalities.map((one) => [one.value, one.name]), measure.modality);
  const words = h("textarea.input", { "aria-label": "原文里的句子", rows: "2", required: true, maxlength: "2000" });
  words.value = measure.quote.trim();
  const row = h("li.correct-row.measure", {}, words, h("div.correct-picks", {}, instrument, modality, dropper(() => row, () => words.value.slice(0, 12) || "这一行")));
  row.read = () => ({ words: words.value, verb: measure.verb, object: measure.object, instrument: instrument.value, modality: modality.value });
  return row;
}

function choice(label, values, chosen) {
  const list = h("select.input", { "aria-label": label }, values.map(([value, name]) => h("option", { value }, name)));
  list.value = chosen;
  return list;
}

function dropper(rowOf, words) {
  return h("button.link", { type: "button", onclick: () => { const name = words(); rowOf().remove(); announce(`已删去${name}`); } }, "删去");
}

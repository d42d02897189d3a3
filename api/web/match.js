// 我的企业: a sentence or a short profile in, weighed incentives out; the profile stays in this browser.

import { announce, fill, h } from "./dom.js";
import { download, post } from "./http.js";
import { nextQuestion } from "./matchnext.js";
import { reportView } from "./matchlist.js";
import { failure, skeleton } from "./parts.js";
import { firmOf, keep, kept, merged, profileForm, profileOf, read, showRead, summary } from "./profile.js";

const EXAMPLE = "例如：我们是澜州的新材料企业，60 人，去年收入 2600 万元，想做技术改造";

/** Show the sentence, the form and, where a profile is kept, its matches. */
export async function render(main) {
  const state = { profile: kept(), counts: null };
  const results = h("section.results", { "aria-live": "polite", "aria-label": "匹配结果" });
  const side = h("div.match-side");
  fill(main, h("div.wide.pad", {},
    h("div.page-head", {}, h("h1", {}, "我的企业"),
      h("p.quiet", {}, "一句话说说企业情况，逐条看能享受哪些政策。资料只留在您的浏览器里，不上传保存。")),
    h("div.match-layout", {}, side, results)));
  const page = { state, results, side, again: () => match(page), sheet: null };
  fillSide(page, new Set());
  if (Object.keys(state.profile).length) await match(page);
  else fill(results, welcome());
}

function welcome() {
  return h("section.state", {}, h("h2", {}, "说一句话，看看能享受哪些政策"),
    h("p.quiet", {}, "每条政策都会写清：给什么、给多少、怎么算，条件逐项是符合、不符合还是待确认，要带什么材料、什么时候截止、找谁办，并附文件原话。"));
}

function fillSide(page, fresh) {
  const note = h("div", { "aria-live": "polite" });
  const form = profileForm(page.state.profile, fresh, () => use(page, profileOf(form)));
  const filled = summary(page.state.profile);
  const open = matchMedia("(min-width: 60rem)").matches;
  page.sheet = h("details.profile-sheet", { open }, h("summary", {}, h("strong", {}, "企业资料"), h("span.small.quiet", {}, filled || "也可以直接填写")),
    form,
    h("div.actions", {}, h("button.button", { type: "submit", onclick: () => form.requestSubmit() }, "按资料匹配"),
      h("button.link", { type: "button", onclick: () => save(page.state.profile) }, "存为文件"),
      loader(page),
      h("button.link", { type: "button", onclick: () => { keep(null); window.dispatchEvent(new HashChangeEvent("hashchange")); } }, "清空")));
  page.form = form;
  fill(page.side, sentence(page, note), h("div.card", {}, page.sheet));
  return note;
}

function sentence(page, note) {
  const box = h("textarea.input", { id: "firm-words", rows: "3", maxlength: "1000", placeholder: EXAMPLE, enterkeyhint: "send" });
  const button = h("button.button", { type: "submit" }, "看看能享受什么");
  const form = h("form.card.card-body.firm-words", { onsubmit: async (event) => {
    event.preventDefault();
    if (!box.value.trim()) { box.focus(); return; }
    button.disabled = true;
    try {
      await understand(page, box.value.trim());
    } catch (error) {
      fill(note, failure(error, null));
    } finally {
      button.disabled = false;
    }
  } }, h("div.field", {}, h("label", { for: "firm-words" }, "一句话介绍企业"), box), button, note);
  box.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); } });
  return form;
}

async function understand(page, words) {
  const answer = await read(words);
  if (!answer.understood) {
    showRead(page.side.querySelector(".firm-words > [aria-live]"), answer);
    announce("没读出企业情况");
    return;
  }
  page.state.profile = merged(profileOf(page.form), answer.profile);
  const note = fillSide(page, new Set(Object.keys(answer.profile)));
  page.side.querySelector("#firm-words").value = words;
  showRead(note, answer);
  await match(page);
}

function use(page, profile) {
  page.state.profile = profile;
  page.sheet.querySelector("summary .quiet").textContent = summary(profile) || "也可以直接填写";
  if (matchMedia("(max-width: 60rem)").matches) { page.sheet.open = false; page.results.scrollIntoView({ block: "start" }); }
  return match(page);
}

async function match(page) {
  const { state, results } = page;
  keep(state.profile);
  const before = state.counts;
  fill(results, skeleton("正在逐条核对条件"));
  try {
    const report = await post("/api/match", { firm: firmOf(state.profile) });
    state.counts = report.counts;
    const answered = (answer) => { const profile = merged(state.profile, answer); page.state.profile = profile; fillSide(page, new Set(Object.keys(answer))); return match(page); };
    fill(results, changed(before, report.counts), nextQuestion(report.ask_next, state.profile, answered), reportView(report, state.profile));
    announce(`符合 ${report.counts.eligible} 项，可能符合 ${report.counts.maybe} 项`);
  } catch (error) {
    fill(results, failure(error, page.again));
  }
}

function changed(before, now) {
  if (!before) return null;
  const part = (name, key) => before[key] === now[key] ? null : `${name} ${before[key]} → ${now[key]}`;
  const parts = [part("符合", "eligible"), part("可能符合", "maybe"), part("不符合", "ineligible")].filter(Boolean);
  return h("p.changed.small", { role: "status" }, "已按新的资料重新核对：", parts.join("，") || "各类项数没有变化", "。");
}

function save(profile) {
  download(new Blob([JSON.stringify(firmOf(profile), null, 2)], { type: "application/json" }), "企业资料.json");
}

function loader(page) {
  const input = h("input.off-screen", { type: "file", accept: ".json", id: "profile-file", onchange: async () => {
    try {
      const profile = JSON.parse(await input.files[0].text());
      if (profile.rd_ratio !== undefined) profile.rd_ratio *= 100;
      keep(profile);
      window.dispatchEvent(new HashChangeEvent("hashchange"));
    } catch {
      fill(page.results, failure(new Error("这个文件不是“存为文件”得到的企业资料（JSON）。"), page.again));
    }
  } });
  return h("label.link", { for: "profile-file" }, "从文件载入", input);
}

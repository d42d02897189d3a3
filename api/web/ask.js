// 问政策: one box, a short answer, the departments, the quoted evidence.

import { announce, copy, fill, h } from "./dom.js";
import { verdictButtons } from "./feedback.js";
import { get } from "./http.js";
import { departmentList, evidenceCard, failure, skeleton } from "./parts.js";
import { suggestions } from "./suggest.js";

const thread = { questions: [], shown: "" };

/** Show the page; `q` in the address asks at once, `after` holds the earlier questions. */
export async function render(main, { query }) {
  const question = (query.get("q") || "").trim();
  thread.questions = query.getAll("after");
  const results = h("div.results", { "aria-live": "polite" });
  fill(main,
    h("section.hero", { class: question ? "hero compact" : "hero" },
      h("div.wide", {}, h("div.column", {},
        question ? h("h1.off-screen", {}, "问政策") : [h("h1", {}, "问政策，句句有出处"), h("p.hero-line", {}, "责任单位、优惠政策、条款原文——答案都引自文件原话，答不了就明说。")],
        form(question),
        question ? null : examples()))),
    h("div.wide", {}, h("div.column", {}, results)));
  if (question) await ask(question, results);
  else await welcome(results);
}

function form(question) {
  const box = h("input.input.ask-input", {
    id: "question", name: "q", type: "search", maxlength: "1000", autocomplete: "off", enterkeyhint: "search",
    placeholder: "例如：绿色电力直供由哪个部门负责？", "aria-label": "您的问题",
  });
  box.value = question;
  return h("form.ask-form", { role: "search", onsubmit: (event) => { event.preventDefault(); go(box.value, []); } },
    h("div.ask-box", {}, box, suggestions(box, (one) => {
      if (one.kind === "document") location.hash = `#/document/${one.document_id}`;
      else go(one.question, []);
    })), h("button.button", { type: "submit" }, "提问"), earlier());
}

function earlier() {
  if (!thread.questions.length) return null;
  const last = thread.questions[thread.questions.length - 1];
  return h("p.context.small.quiet", {}, "接着上一问：", h("span", {}, last), " ",
    h("button.link", { type: "button", onclick: () => { thread.questions = []; document.querySelector(".context").remove(); } }, "换个话题"));
}

function examples() {
  const place = h("div.examples");
  get("/api/examples").then(({ questions }) => {
    if (questions.length) fill(place, h("p.small.quiet", {}, "可以这样问"),
      h("ul.chips", {}, questions.map((words) => h("li", {}, h("button.chip", { type: "button", onclick: () => go(words, []) }, words)))));
  }).catch(() => {}); // the page works without examples
  return place;
}

function go(question, after) {
  const words = question.trim();
  if (!words) { document.getElementById("question").focus(); return; }
  const query = new URLSearchParams({ q: words });
  for (const one of after.slice(-6)) query.append("after", one);
  const address = `#/ask?${query}`;
  if (location.hash === address) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = address;
}

async function welcome(results) {
  try {
    const health = await get("/healthz");
    if (!health.documents) {
      fill(results, h("section.state", {}, h("h2", {}, "政策库还是空的"), h("p", {}, "请先运行 wence ingest 文件夹，把政策文件读进来。")));
      return;
    }
    fill(results, h("p.small.quiet.centred", {}, `库内现有 ${health.documents} 份文件、${health.clauses.toLocaleString("zh-CN")} 条条款。`,
      h("a", { href: "#/library" }, "浏览政策库")));
  } catch (error) {
    fill(results, failure(error, () => welcome(results)));
  }
}

async function ask(question, results) {
  fill(results, skeleton());
  announce("正在查找");
  try {
    const answer = await get("/api/ask", { q: question, context: thread.questions });
    document.title = `${question} · 问策`;
    fill(results, answerView(answer));
    announce({ answered: "已找到答案", clarify: "请再说清楚一点" }[answer.status] || "现有文件不足以回答");
  } catch (error) {
    fill(results, failure(error, () => ask(question, results)));
  }
}

function answerView(answer) {
  const numbers = answer.citations.map((_, index) => index + 1);
  const ref = (index) => numbers[index] ? h("a.ref", { href: `#evidence-${numbers[index]}`, "aria-label": `依据 ${numbers[index]}`, onclick: jump }, String(numbers[index])) : null;
  const answered = answer.status === "answered", open = answer.status === "clarify";
  return [
    h(answered || open ? "section.card.card-body.answer" : "section.state.refused", { "aria-labelledby": "answer-title" },
      h("h2.answer-kind", { id: "answer-title" }, answered ? answer.intent_name : open ? "请再说清楚一点" : "现有文件不足以回答"),
      answer.reviewed_on ? h("p.reviewed", {}, h("span.badge.good", {}, `人工审核 · ${answer.reviewed_on}`), h("span.small.quiet", {}, "由工作人员对照下列原文写成")) : null,
      open ? choices(answer) : null,
      h(answer.text.length > 160 ? "p.answer-text.long" : "p.answer-text", {}, answer.text),
      departmentList(answer.departments, (department) => ref(department.citation)),
      incentives(answer, ref),
      answered || open ? tools(answer) : [h("p.small.quiet", {}, "问策只依据库内文件回答，不猜测。您可以换个说法，或到", h("a", { href: "#/library" }, "政策库"), "看看有哪些文件。"), h("div.actions", {}, verdictButtons(answer, thread.questions))]),
    evidence(answer, answered),
    answer.followups.length && !open ? h("section.followups", { "aria-labelledby": "followups-title" }, h("h2.section-title", { id: "followups-title" }, "还可以接着问"), next(answer)) : null,
  ];
}

function choices(answer) {
  return answer.followups.length ? h("div.choices", { role: "group", "aria-label": "您想问的是" }, next(answer)) : null;
}

function next(answer) {
  return h("ul.chips", {}, answer.followups.map((words) => h("li", {}, h("button.chip", { type: "button", onclick: () => go(words, [...thread.questions, answer.question]) }, words))));
}

function evidence(answer, answered) {
  const cited = new Set([0, ...answer.departments.map((one) => one.citation), ...answer.incentives.map((one) => one.citation)]);
  const cards = answer.citations.map((citation, index) => evidenceCard(citation, index + 1));
  const used = cards.filter((_, index) => !answered || cited.has(index));
  const rest = cards.filter((card) => !used.includes(card));
  return [
    used.length ? h("section", { "aria-labelledby": "evidence-title" }, h("h2.section-title", { id: "evidence-title" }, answered ? "依据" : "库内最接近的条款"), used) : null,
    rest.length ? h("details.more", {}, h("summary", {}, `另有 ${rest.length} 条相关条款`), rest) : null,
  ];
}

function incentives(answer, ref) {
  if (!answer.incentives.length) return null;
  return h("ul.benefits", { "aria-label": "优惠政策" }, answer.incentives.map((one) =>
    h("li", {}, h("span.badge.info", {}, one.kind_name), h("span", {}, one.quote.trim()), ref(one.citation))));
}

function tools(answer) {
  const words = () => [answer.text, ...answer.citations.map((one, index) => `[${index + 1}] ${one.title} ${one.path}：${one.quote.trim()}`)].join("\n");
  return h("div.actions", {},
    h("button.link", { type: "button", onclick: (event) => copy(event.currentTarget, words()) }, "复制答案和依据"),
    h("button.link", { type: "button", onclick: (event) => copy(event.currentTarget, location.href) }, "复制链接"),
    h("button.link", { type: "button", onclick: () => window.print() }, "打印"),
    verdictButtons(answer, thread.questions),
    h("span.small.quiet.took", {}, `用时 ${Math.max(1, Math.round(answer.milliseconds))} 毫秒`));
}

function jump(event) {
  event.preventDefault();
  const card = document.querySelector(event.currentTarget.getAttribute("href"));
  card?.scrollIntoView({ block: "center", behavior: "smooth" });
  card?.focus({ preventScroll: true });
}

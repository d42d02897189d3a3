// The reviewed answer to one question: find clauses, press the sentences that prove, write, save.

import { announce, fill, h } from "./dom.js";
import { get, post } from "./http.js";
import { failure, readerLink, skeleton, statusBadge } from "./parts.js";
import { acts } from "./deskqueue.js";
import { Proof, sentencesOf } from "./deskproof.js";
import { staff } from "./staff.js";

const REVIEWER = "wence-reviewer";

/** Show the editor: of a queued question, of a reviewed answer (`review/3`), or of a question of one's own. */
export async function render(place, { kind, number, query }) {
  const subject = await subjectOf(kind, number, query);
  const proof = new Proof();
  const results = h("div.desk-results");
  const search = searchForm(subject.question, results, proof);
  fill(place,
    about(subject, () => draftFrom(subject.answer, proof)),
    h("div.desk-layout", {},
      h("section.desk-find", { "aria-labelledby": "find-title" }, h("h2.section-title", { id: "find-title" }, "一、找依据，点选能证明的句子"), search.form, results),
      answerForm(subject, proof)));
  if (subject.evidence.length) await recall(subject, proof);
  if (subject.question) await search.run();
}

async function subjectOf(kind, number, query) {
  if (kind === "question") {
    const { queued, answer } = await get(`/api/desk/queue/${number}`, {}, staff());
    return { question: queued.question, context: queued.context, text: "", evidence: [], queued, answer };
  }
  if (kind === "review") {
    const { reviewed } = await get("/api/desk/reviewed", {}, staff());
    const one = reviewed.find((entry) => String(entry.id) === number);
    if (one) return { question: one.question, context: one.context, text: one.text, evidence: one.evidence, stale: one.stale };
    throw new Error("没有这条答复，它可能已被撤下。");
  }
  await get("/api/desk/queue", { limit: 1 }, staff()); // only staff get this far
  return { question: query.get("q") || "", context: [], text: "", evidence: [], own: true };
}

/** Take up the evidence of an answer that is to be changed, as far as it still stands. */
async function recall(subject, proof) {
  for (const one of subject.evidence) {
    if (!one.document_id) continue;
    const { hits } = await get("/api/search", { q: one.quote.slice(0, 200), document: one.document_id, k: 10 });
    const hit = hits.find((found) => found.clause_id === one.clause_id);
    if (hit) proof.take(hit, one.quote);
  }
}

/** Begin with what is answered now: its words, and the sentences that it quotes. */
function draftFrom(answer, proof) {
  for (const one of answer.citations.slice(0, 5)) proof.take({ ...one, text: one.clause_text }, one.quote.trim());
  const box = document.getElementById("desk-text");
  box.value = answer.text;
  box.focus();
}

function about({ question, context, queued, answer, stale, own }, draft) {
  if (own) return null;
  const block = h("section.card.card-body.desk-about", { "aria-labelledby": "about-title" },
    context.length ? h("p.small.quiet", {}, `接着“${context[0]}”`) : null,
    h("h2", { id: "about-title" }, question),
    stale ? h("p.desk-stale", {}, h("span.badge.warn", {}, "需复核"), stale) : null,
    queued ? [h("p.small.quiet", {}, `没答出 ${queued.refused} 次，被指不对 ${queued.disliked} 次。现为“${queued.state_name}”。`),
      queued.dislikes.length ? h("ul.desk-reasons", {}, queued.dislikes.map((said) => h("li", {}, said.reason_name ? h("span.badge.warn", {}, said.reason_name) : null, said.comment || (said.reason_name ? null : "（没有说明）")))) : null,
      h("details", {}, h("summary", {}, answer.status === "answered" ? "问策现在的答案" : "问策现在答不出"), h("p.desk-now", {}, answer.text),
        answer.status === "answered" ? h("button.link", { type: "button", onclick: draft }, "以它为底稿来改") : null),
      h("div.actions.desk-acts", {}, acts(queued, () => block))] : null);
  return block;
}

function searchForm(question, results, proof) {
  const box = h("input.input", { id: "desk-search", type: "search", maxlength: "1000", "aria-label": "检索条款" });
  box.value = question;
  const run = async () => {
    if (!box.value.trim()) return;
    fill(results, skeleton("正在检索条款"));
    try {
      const { hits } = await get("/api/search", { q: box.value.trim(), k: 8 });
      fill(results, hits.length ? hits.map((hit) => clauseCard(hit, proof)) : h("p.state", {}, "没有找到条款，请换个说法。"));
      announce(`找到 ${hits.length} 条条款`);
    } catch (error) {
      fill(results, failure(error, run));
    }
  };
  const form = h("form.desk-search", { role: "search", onsubmit: (event) => { event.preventDefault(); run(); } }, box, h("button.button.plain", { type: "submit" }, "检索"));
  return { form, run };
}

function clauseCard(hit, proof) {
  return h("fieldset.card.desk-clause", {},
    h("legend.off-screen", {}, `${hit.title} ${hit.path}`),
    h("div.facts", {}, statusBadge(hit.status), h("a", { href: readerLink({ ...hit, start: 0, end: 0 }), target: "_blank", rel: "noopener" }, hit.title), h("span", {}, hit.path)),
    h("p.desk-sentences.serif", {}, sentencesOf(hit.text).map((sentence) => {
      const box = h("input", { type: "checkbox", onchange: () => proof.press(hit, sentence, box.checked) });
      box.checked = proof.holds(hit, sentence);
      proof.watch(() => { box.checked = proof.holds(hit, sentence); }, box);
      return h("label.sentence", {}, box, h("span", {}, sentence.text));
    })));
}

function answerForm(subject, proof) {
  const asked = subject.own ? h("input.input", { id: "desk-question", maxlength: "1000", required: true }) : null;
  if (asked) asked.value = subject.question;
  const text = h("textarea.input", { id: "desk-text", rows: "5", maxlength: "2000", required: true, "aria-describedby": "desk-rule" });
  text.value = subject.text;
  const reviewer = h("input.input", { id: "desk-reviewer", maxlength: "50", required: true, autocomplete: "off" });
  reviewer.value = localStorage.getItem(REVIEWER) || "";
  const chosen = h("div.desk-chosen", { "aria-live": "polite" });
  const trouble = h("p.form-error", { role: "alert" });
  const save = h("button.button", { type: "submit" }, "存下答复");
  const draw = () => fill(chosen, quotes(proof));
  proof.watch(draw);
  draw();
  const form = h("form.card.card-body.desk-form", { "aria-labelledby": "write-title", onsubmit: async (event) => {
    event.preventDefault();
    if (!proof.quotes().length) { trouble.textContent = "请先在检索结果里点选至少一句依据。"; return; }
    save.disabled = true;
    trouble.textContent = "";
    try {
      localStorage.setItem(REVIEWER, reviewer.value.trim());
      const question = asked ? asked.value : subject.question;
      const evidence = proof.quotes().map(({ hit, quote }) => ({ clause_id: hit.clause_id, quote }));
      await post("/api/desk/reviewed", { question, context: subject.context, text: text.value, evidence, reviewer: reviewer.value }, staff());
      announce("答复已存下");
      location.hash = "#/desk/reviewed";
    } catch (error) {
      trouble.textContent = error.message;
      trouble.scrollIntoView({ block: "nearest" });
    } finally {
      save.disabled = false;
    }
  } },
  h("h2.section-title", { id: "write-title" }, "二、写答复"),
  asked ? h("div.field", {}, h("label", { for: "desk-question" }, "问题"), asked) : null,
  h("div.field", {}, h("span.label", {}, "选好的依据"), chosen),
  h("div.field", {}, h("label", { for: "desk-text" }, "答复"), text, h("p.small.quiet", { id: "desk-rule" }, "答复里的数字、日期、部门、引文都要写在选好的依据里，否则存不下。")),
  h("div.field", {}, h("label", { for: "desk-reviewer" }, "审核人"), reviewer),
  trouble, h("div.dialog-actions", {}, save, h("a.button.plain", { href: "#/desk" }, "返回")));
  return form;
}

function quotes(proof) {
  const found = proof.quotes();
  if (!found.length) return h("p.small.quiet", {}, "还没有选。");
  return h("ol", {}, found.map(({ hit, quote }) => h("li", {},
    h("p.serif", {}, quote),
    h("p.small.quiet", {}, `《${hit.title}》${hit.path}　`, h("button.link", { type: "button", "aria-label": `不用这句：${quote.slice(0, 20)}`, onclick: () => proof.drop(hit, quote) }, "不用这句")))));
}

// The next question: asked and answered in place, then everything is weighed again.

import { h } from "./dom.js";
import { FIELDS, fieldView, linesOf, titleTicks, titlesOf } from "./profile.js";

const BY_FIELD = { region: ["region"], industry: ["industry"], size: ["employees", "revenue_wan"], employees: ["employees"], revenue: ["revenue_wan"], rd_ratio: ["rd_ratio"], registration: ["registered"], age: ["registered"], credit: ["credit"] };
const AS_DEED = {
  investment: { label: "项目投资额（万元）", say: (value) => `项目总投资${value}万元` },
  growth: { label: "比上年增长（%）", say: (value) => `营业收入比上年增长${value}%` },
};

/** Return a form that asks for the unknown which decides most; `answered` gets the fields of the profile. */
export function nextQuestion(question, profile, answered) {
  if (!question) return null;
  const controls = controlsOf(question.attribute, profile);
  const form = h("form.next", { "aria-label": "补充一项", onsubmit: (event) => {
    event.preventDefault();
    const answer = answerOf(question.attribute, new FormData(form), profile);
    if (Object.keys(answer).length) answered(answer);
    else form.querySelector("input, select, textarea").focus();
  } },
  h("p.next-question", {}, h("strong", {}, "先补充这一项"), h("span", {}, question.question)),
  h("div.next-controls", {}, controls, h("button.button", { type: "submit" }, "更新结果")),
  h("p.quiet.small", {}, `回答后可以判断 ${question.decides} 项“可能符合”的政策。`));
  return form;
}

function controlsOf(attribute, profile) {
  if (BY_FIELD[attribute]) return BY_FIELD[attribute].map((name) => fieldView({ ...FIELDS.find((one) => one.name === name), wide: false }, profile[name], { id: `next-${name}` }));
  if (attribute === "qualification") return [titleTicks(profile.qualifications), h("input.input", { name: "other_titles", placeholder: "其他资质，用顿号分开", "aria-label": "其他资质" })];
  const deed = AS_DEED[attribute];
  if (deed) return h("div.field", {}, h("label", { for: "next-deed" }, deed.label), h("input.input", { id: "next-deed", name: "deed", type: "number", min: "0", step: "any", inputmode: "decimal" }));
  return [
    h("div.field", {}, h("label", { for: "next-done" }, "正在做或做过"), h("textarea.input", { id: "next-done", name: "done", rows: "2", placeholder: "一行一件，例如：技术改造项目总投资 1200 万元" })),
    h("div.field", {}, h("label", { for: "next-plan" }, "打算做"), h("textarea.input", { id: "next-plan", name: "plan", rows: "2", placeholder: "一行一件，例如：建设中试平台" })),
  ];
}

function answerOf(attribute, data, profile) {
  if (BY_FIELD[attribute]) {
    const pairs = BY_FIELD[attribute].map((name) => [name, String(data.get(name) || "").trim()]).filter(([, value]) => value);
    return Object.fromEntries(pairs.map(([name, value]) => [name, FIELDS.find((one) => one.name === name).type === "number" ? Number(value) : value]));
  }
  if (attribute === "qualification") {
    const titles = titlesOf(data);
    return titles ? { qualifications: titles } : {};
  }
  const said = AS_DEED[attribute] ? [String(data.get("deed") || "").trim()].filter(Boolean).map(AS_DEED[attribute].say) : linesOf(data.get("done"));
  const plans = linesOf(data.get("plan"));
  return { ...(said.length ? { activities: said } : {}), ...(plans.length ? { plans } : {}) };
}

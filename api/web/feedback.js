// What a reader says of an answer: 有用, or 不对？ with a reason and, if they like, a few words.

import { announce, fill, h } from "./dom.js";
import { post } from "./http.js";

const REASONS = [["off_target", "答非所问"], ["department", "部门不对"], ["number", "数字不对"], ["expired", "已失效"], ["other", "其他"]];
const MOST = 500;

/** Return the two buttons of an answer, `context` the questions before it; what was said replaces them. */
export function verdictButtons({ question, status }, context) {
  const answer = { question, status, context };
  const place = h("span.verdict", {},
    h("button.link", { type: "button", onclick: (event) => approve(event.currentTarget, answer, place) }, "有用"),
    h("button.link", { type: "button", "aria-haspopup": "dialog", onclick: (event) => open(event.currentTarget, answer, place) }, "不对？"));
  return place;
}

function send(answer, rest) {
  return post("/api/feedback", { ...answer, ...rest });
}

async function approve(button, answer, place) {
  button.disabled = true;
  try {
    await send(answer, { verdict: "up" });
    thank(place, "谢谢，记下了。");
  } catch (error) {
    button.disabled = false;
    button.textContent = error.message;
  }
}

function thank(place, words) {
  const thanks = h("span.small.quiet", { tabindex: "-1" }, words);
  fill(place, thanks);
  thanks.focus();
  announce(words);
}

function open(button, answer, place) {
  const dialog = dialogOf(answer, place);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (button.isConnected) button.focus();
  });
  dialog.showModal();
}

function dialogOf(answer, place) {
  const comment = h("textarea.input", { id: "feedback-comment", rows: "3", maxlength: String(MOST), "aria-describedby": "feedback-privacy" });
  const trouble = h("p.form-error", { role: "alert" });
  const submit = h("button.button", { type: "submit" }, "提交");
  const form = h("form.dialog-form", { onsubmit: (event) => { event.preventDefault(); accuse(); } },
    h("h2", { id: "feedback-title" }, "这个答案哪里不对？"),
    h("p.small.quiet", {}, answer.question),
    h("fieldset.reasons", {}, h("legend.off-screen", {}, "原因"), REASONS.map(([value, name]) =>
      h("label.tick", {}, h("input", { type: "radio", name: "reason", value, required: true }), name))),
    h("div.field", {}, h("label", { for: "feedback-comment" }, "补充说明（可不填）"), comment,
      h("p.small.quiet", { id: "feedback-privacy" }, "只记问题、原因和说明，不记是谁问的；请不要写姓名、电话等个人信息。")),
    trouble,
    h("div.dialog-actions", {}, submit, h("button.button.plain", { type: "button", onclick: () => dialog.close() }, "取消")));
  const dialog = h("dialog.dialog", { "aria-labelledby": "feedback-title" }, form);

  async function accuse() {
    submit.disabled = true;
    trouble.textContent = "";
    try {
      await send(answer, { verdict: "down", reason: new FormData(form).get("reason"), comment: comment.value.trim() });
      dialog.close();
      thank(place, "谢谢，已转给工作人员核对。");
    } catch (error) {
      trouble.textContent = error.message;
    } finally {
      submit.disabled = false;
    }
  }

  return dialog;
}

// Staff pages: the token that some services ask for, kept until the browser's window closes.

import { announce, fill, h } from "./dom.js";
import { failure } from "./parts.js";

const KEY = "wence-staff";

/** Return the options of a request by staff. */
export function staff() {
  const token = sessionStorage.getItem(KEY);
  if (!token) return {};
  const bytes = String.fromCharCode(...new TextEncoder().encode(token)); // a header carries bytes, a token may be Chinese
  return { headers: { "x-wence-staff": bytes } };
}

/** Run `show`; where the service wants a token ask for it in `place`, where something else fails say so. */
export async function admitted(place, show) {
  const again = () => admitted(place, show);
  try {
    await show();
  } catch (error) {
    const closed = error.status === 403 && error.message.includes("WENCE_STAFF_TOKEN"); // no token would help
    if (error.status === 403 && !closed) fill(place, tokenForm(sessionStorage.getItem(KEY) ? error.message : "这里供工作人员使用，请输入口令。", again));
    else fill(place, failure(error, closed ? null : again));
  }
}

function tokenForm(words, again) {
  const box = h("input.input", { id: "staff-token", type: "password", autocomplete: "current-password", required: true, "aria-describedby": "staff-why" });
  announce(words);
  return h("form.card.card-body.staff-form", { onsubmit: (event) => {
    event.preventDefault();
    sessionStorage.setItem(KEY, box.value.trim());
    again();
  } },
  h("h2.section-title", {}, "工作人员入口"),
  h("p", { id: "staff-why" }, words),
  h("div.field", {}, h("label", { for: "staff-token" }, "工作人员口令"), box),
  h("div", {}, h("button.button", { type: "submit" }, "进入")),
  h("p.small.quiet", {}, "口令只留在这个窗口里，关上即忘。"));
}

// Suggestions below the question box: characters or pinyin, with keyboard and screen reader (ARIA combobox).

import { fill, h } from "./dom.js";
import { get } from "./http.js";

const WAIT = 140; // milliseconds after the last key: quick typing asks once
const KINDS = { matter: "事项", department: "部门", document: "文件" };

/** Return a list for the box; `choose` is called with the chosen suggestion. */
export function suggestions(box, choose) {
  const list = h("ul.suggestions", { id: "suggestions", role: "listbox", "aria-label": "输入建议", hidden: true });
  let shown = [], active = -1, timer = 0, asked = 0;
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" })
    .forEach(([name, value]) => box.setAttribute(name, value));

  const close = () => { clearTimeout(timer); asked += 1; shown = []; draw(); };
  const draw = () => {
    active = -1;
    list.hidden = !shown.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    box.removeAttribute("aria-activedescendant");
    fill(list, shown.map((one, index) => h("li", {
      role: "option", id: `suggestion-${index}`, "aria-selected": "false",
      onmousedown: (event) => { event.preventDefault(); close(); choose(one); },
    }, h("span.badge", {}, KINDS[one.kind]), h("span", {}, one.kind === "document" ? one.phrase : one.question))));
  };
  const move = (step) => {
    active = (active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    box.setAttribute("aria-activedescendant", `suggestion-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  };
  const look = async () => {
    const mine = ++asked;
    const found = await get("/api/suggest", { q: box.value }).catch(() => ({ suggestions: [] })); // a box without suggestions still works
    if (mine === asked && document.activeElement === box) { shown = found.suggestions; draw(); }
  };

  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isComposing) return;
    if (box.value.trim()) timer = setTimeout(look, WAIT); else close();
  });
  box.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(look, WAIT); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || !shown.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
    else if (event.key === "Enter" && active >= 0) { event.preventDefault(); const one = shown[active]; close(); choose(one); }
  });
  box.form?.addEventListener("submit", close);
  return list;
}

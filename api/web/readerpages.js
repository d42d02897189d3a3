// The original pages, one below the other; a page is fetched when it comes near.

import { announce, h, s } from "./dom.js";
import { get } from "./http.js";
import { address } from "./reader.js";

const NEAR = "900px 0px"; // pages this far away are fetched
const PATIENCE = 1500; // milliseconds before the neighbours are fetched all the same

/** Return the pages as an element, with `goTo` that shows a page and marks a range on it. */
export function pagesView(shown) {
  const { id, data } = shown;
  const state = { shown, range: null, current: 1, sheets: [], bar: null };
  state.sheets = data.sizes.map(([width, height], index) => sheet(id, data.document.title, index + 1, width, height));
  const bar = state.bar = turner(state);
  const near = new IntersectionObserver((seen) => { for (const one of seen) if (one.isIntersecting) load(state, numberOf(one.target)); }, { rootMargin: NEAR });
  const middle = new IntersectionObserver((seen) => { for (const one of seen) if (one.isIntersecting) bar.set(numberOf(one.target)); }, { rootMargin: "-45% 0px -45% 0px" });
  const watch = () => { for (const one of state.sheets) { near.observe(one.element); middle.observe(one.element); } };
  const element = h("div.pages", {}, bar.element, state.sheets.map((one) => one.element));
  let watched = false;
  return { element, goTo: async (place) => {
    await goTo(state, place);
    if (watched || place.waits) return;
    watched = true;
    await settled(state, place.page); // the page asked for comes before its neighbours
    watch();
  } };
}

function numberOf(element) {
  return Number(element.dataset.page);
}

function sheet(id, title, number, width, height) {
  const picture = s("image", { width, height });
  const cited = s("g", { class: "cited-boxes" }), marks = s("g", { class: "mark-boxes" }), clauses = s("g", { class: "clause-boxes" });
  const drawing = s("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `《${title}》第 ${number} 页，引用的文字已标出` }, picture, marks, cited, clauses);
  const element = h("figure.sheet", { "data-page": String(number) }, drawing, h("figcaption.small.quiet", {}, `第 ${number} 页`));
  return { number, element, picture, cited, marks, clauses, address: `/api/documents/${id}/pages/${number}`, loaded: null };
}

function settled(state, number) {
  const picture = state.sheets[number - 1]?.picture;
  if (!picture) return Promise.resolve();
  return new Promise((done) => { setTimeout(done, PATIENCE); for (const event of ["load", "error"]) picture.addEventListener(event, done, { once: true }); });
}

function depict(one) {
  if (!one.picture.getAttribute("href")) one.picture.setAttribute("href", `${one.address}/image`);
}

function load(state, number) {
  const one = state.sheets[number - 1];
  if (!one) return Promise.resolve();
  depict(one);
  const key = state.range ? `${state.range.start}-${state.range.end}` : "";
  if (one.loaded?.key !== key) one.loaded = { key, done: draw(state, one) };
  return one.loaded.done;
}

const early = new Map(); // pages asked for before they could be drawn

/** Ask for a page, its picture and the boxes of a range before the page is there to draw on. */
export function prefetch(id, number, range) {
  const address = `/api/documents/${id}/pages/${number}`;
  early.set(`${address} ${range.start} ${range.end}`, get(address, range));
  new Image().src = `${address}/image`;
}

function layersOf(address, range) {
  const key = `${address} ${range?.start} ${range?.end}`;
  const asked = early.get(key) || get(address, range || {});
  early.delete(key);
  return asked;
}

async function draw(state, one) {
  const range = state.range;
  try {
    const page = await layersOf(one.address, range);
    if (range !== state.range) return;
    const { id, view } = state.shown;
    one.cited.replaceChildren(...page.boxes.map((box) => rectangle(box, "cited")));
    one.marks.replaceChildren(...page.marks.flatMap((mark) => mark.boxes.map((box) => rectangle(box, mark.layer, mark.words))));
    one.clauses.replaceChildren(...page.clauses.map((clause) => s("g", { class: "clause-area", onclick: () => { location.hash = address(id, { clause: clause.clause_id, view }); } }, clause.boxes.map((box) => rectangle(box, "area")))));
  } catch (error) {
    one.loaded = null;
    one.element.querySelector("figcaption").textContent = `第 ${one.number} 页没有取到：${error.message}`;
  }
}

function rectangle(box, kind, words = "") {
  return s("rect", { class: kind, x: box.x0 - 1, y: box.top - 1, width: box.x1 - box.x0 + 2, height: box.bottom - box.top + 2, rx: 1.5 },
    words ? title(words) : null);
}

function title(words) {
  const element = s("title");
  element.textContent = words;
  return element;
}

async function goTo(state, place) {
  if (!place.page && !place.range) { depict(state.sheets[0]); return; }
  const same = state.range && place.range && state.range.start === place.range.start && state.range.end === place.range.end;
  if (place.range && !same) state.range = place.range;
  const number = Math.min(Math.max(1, place.page || 1), state.sheets.length);
  const one = state.sheets[number - 1];
  for (const other of state.sheets) if (other !== one) other.cited.replaceChildren();
  for (const other of state.sheets) if (other !== one && other.loaded) other.loaded = { ...other.loaded, key: null };
  if (!one.cited.childElementCount) one.element.scrollIntoView({ block: "start" });
  state.bar.set(number);
  if (place.waits) { depict(one); return; } // where the words stand comes with the clause
  await load(state, number);
  const first = one.cited.firstElementChild;
  if (first) first.scrollIntoView({ block: "center" });
  if (place.range) settled(state, number).then(() => load(state, number + 1)); // the words may run on
}

function turner(state) {
  const box = h("input.input", { type: "number", min: "1", max: String(state.sheets.length), value: "1", "aria-label": "页码", inputmode: "numeric" });
  const to = (number) => {
    const one = state.sheets[Math.min(Math.max(1, number), state.sheets.length) - 1];
    one.element.scrollIntoView({ block: "start" });
    announce(`第 ${one.number} 页`);
  };
  box.addEventListener("change", () => to(Number(box.value) || 1));
  const element = h("div.turner", {},
    h("button.button.plain", { type: "button", onclick: () => to(state.current - 1), "aria-label": "上一页" }, "‹"),
    h("span.small", {}, "第 ", box, ` 页，共 ${state.sheets.length} 页`),
    h("button.button.plain", { type: "button", onclick: () => to(state.current + 1), "aria-label": "下一页" }, "›"));
  const set = (number) => { state.current = number; if (document.activeElement !== box) box.value = String(number); };
  return { element, set };
}

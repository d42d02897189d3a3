// Elements from plain values: text is always set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** Return an element: h("a.name", {href: "#/ask"}, "问"). Children may be nodes, strings, arrays or null. */
export function h(selector, attributes = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  dress(element, attributes);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Return an SVG element. */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  dress(element, attributes);
  element.append(...children.flat(Infinity).filter(Boolean));
  return element;
}

function dress(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value === "boolean") element[name] = value;
    else element.setAttribute(name, value);
  }
}

/** Replace everything inside `place`. */
export function fill(place, ...children) {
  place.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

/** Say something to screen readers without moving the focus. */
export function announce(words) {
  document.getElementById("status").textContent = words;
}

/** Return the text with the first occurrence of `quote` marked. */
export function marked(text, quote) {
  const at = quote ? text.indexOf(quote) : -1;
  if (at < 0) return [text];
  const whole = quote.length > 0.9 * text.length; // all of it marked is nothing marked
  return [text.slice(0, at), h(whole ? "mark.whole" : "mark", {}, quote), text.slice(at + quote.length)];
}

/** Copy words to the clipboard and say so on the button for a moment. */
export async function copy(button, words) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(words);
    button.textContent = "已复制";
  } catch {
    button.textContent = "浏览器不允许复制";
  }
  setTimeout(() => { button.textContent = before; }, 1600);
}

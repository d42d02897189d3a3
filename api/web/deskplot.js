// Small plots of counts, drawn as SVG: the figures stand beside them, so the drawing only helps the eye.

import { h, s } from "./dom.js";

const HEIGHT = 170, FOOT = 22, LEFT = 34, RIGHT = 14;

/** Return a bar for each day, the answered below the refused. */
export function dayBars(days) {
  const wide = matchMedia("(max-width: 44rem)").matches ? 340 : 980; // letters stay readable on a phone
  const most = Math.max(1, ...days.map((one) => one.answered + one.refused));
  const top = niceTop(most), floor = HEIGHT - FOOT;
  const y = (count) => floor - ((floor - 8) * count) / top;
  const step = (wide - LEFT - RIGHT) / days.length, width = Math.min(26, Math.max(1.5, step * 0.72));
  const answered = days.reduce((sum, one) => sum + one.answered, 0), refused = days.reduce((sum, one) => sum + one.refused, 0);
  const every = Math.ceil(days.length / (wide > 400 ? 10 : 5));
  return s("svg", { class: "desk-days", viewBox: `0 0 ${wide} ${HEIGHT}`, role: "img", "aria-label": `${days.length} 天里答出 ${answered} 个，没答出 ${refused} 个` },
    [0, top / 2, top].filter(Number.isInteger).map((count) => [s("line", { class: "grid", x1: LEFT, x2: wide, y1: y(count), y2: y(count) }), label(LEFT - 6, y(count) + 4, String(count), "end")]),
    days.map((one, index) => {
      const x = LEFT + step * index + (step - width) / 2;
      return [
        one.answered ? s("rect", { class: "answered", x, width, y: y(one.answered), height: floor - y(one.answered) }) : null,
        one.refused ? s("rect", { class: "refused", x, width, y: y(one.answered + one.refused), height: y(one.answered) - y(one.answered + one.refused) }) : null,
        (days.length - 1 - index) % every === 0 ? label(x + width / 2, HEIGHT - 4, one.day.slice(5).replace("-", "/"), "middle") : null,
      ];
    }));
}

/** Return the lowest even round number that is not below the count: 7 gives 8, 34 gives 40. */
function niceTop(count) {
  if (count <= 10) return count + (count % 2);
  const unit = 10 ** Math.floor(Math.log10(count)) / 2;
  return Math.ceil(count / (unit * 2)) * unit * 2;
}

function label(x, y, words, anchor) {
  const element = s("text", { x, y, "text-anchor": anchor });
  element.textContent = words;
  return element;
}

/** Return rows of a name, a bar and a count; a row may lead to an address. */
export function rankBars(rows) {
  const most = Math.max(...rows.map(([, count]) => count));
  return h("ol.desk-ranks", {}, rows.map(([name, count, address]) => h("li", {},
    address ? h("a", { href: address }, name) : h("span", {}, name),
    h("span.count", {}, String(count)),
    s("svg", { viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" }, s("rect", { x: 0, y: 0, width: (100 * count) / most, height: 6 })))));
}

// The routes of the page: the part of the address after # names what is shown.

import { announce, fill, h } from "./dom.js";
import { failure } from "./parts.js";

const PAGES = {
  ask: { load: () => import("./ask.js"), tab: "ask", title: "问政策" },
  match: { load: () => import("./match.js"), tab: "match", title: "我的企业" },
  library: { load: () => import("./library.js"), tab: "library", title: "政策库" },
  upload: { load: () => import("./upload.js"), tab: "library", title: "上传文件" },
  document: { load: () => import("./reader.js"), tab: "library", title: "原文" },
  department: { load: () => import("./department.js"), tab: "library", title: "部门" },
  desk: { load: () => import("./desk.js"), tab: "desk", title: "坐席" },
  bench: { load: () => import("./bench.js"), tab: "bench", title: "评测" },
};

let first = true;
let shown = { page: null, view: null };

async function show() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = path.split("/").map(decodeURIComponent);
  const page = PAGES[name] || PAGES.ask;
  const main = document.getElementById("main");
  for (const link of document.querySelectorAll("[data-tab]"))
    if (link.dataset.tab === page.tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  document.title = `${page.title} · 问策`;
  if (page !== shown.page) shown = { page, view: h("div.view") }; // what another page still fetches is drawn where nobody looks
  if (!shown.view.isConnected) fill(main, shown.view);
  try {
    const module = await page.load();
    await module.render(shown.view, { argument: rest.join("/"), query: new URLSearchParams(query) });
  } catch (error) {
    fill(shown.view, h("div.wide.pad", {}, failure(error, show)));
  }
  if (!first) { main.focus({ preventScroll: true }); announce(`${page.title}页`); }
  first = false;
}

window.addEventListener("hashchange", show);
show();

// A department: its duties over all documents, by role and by place, and the same department elsewhere.

import { announce, fill, h } from "./dom.js";
import { get } from "./http.js";
import { failure, skeleton, statusBadge } from "./parts.js";

const ROLES = ["lead", "responsible", "support", "implement"];

/** Show the duties of the department named in the address. */
export async function render(main, { argument }) {
  const place = h("div", {}, skeleton());
  fill(main, h("div.wide.pad", {}, h("div.page-head", {}, h("p.small", {}, h("a", { href: "#/library" }, "政策库")), h("h1", {}, argument)), place));
  try {
    const department = await get(`/api/departments/${encodeURIComponent(argument)}`);
    document.title = `${department.name} · 问策`;
    fill(place, view(department));
  } catch (error) {
    fill(place, failure(error, () => render(main, { argument })));
  }
}

function view(department) {
  const state = { role: "", region: "", inherited: true };
  const list = h("div", { "aria-live": "polite" });
  const draw = () => {
    const duties = department.duties.filter((duty) => (!state.role || duty.role === state.role) && (!state.region || (duty.region || "未知") === state.region) && (state.inherited || !duty.inherited));
    fill(list, duties.length ? documents(duties) : h("p.state", {}, "没有符合条件的职责。"));
    announce(`${duties.length} 项职责`);
  };
  draw();
  return [h("p.quiet", {}, summary(department)), filters(department, state, draw), elsewhere(department), list];
}

function summary(department) {
  const files = new Set(department.duties.map((duty) => duty.document_id)).size;
  const own = department.duties.filter((duty) => !duty.inherited).length;
  const others = department.names.filter((name) => name !== department.name);
  return [`在 ${files} 份文件中承担 ${own} 项职责`,
    department.duties.length > own ? `，另有 ${department.duties.length - own} 项由全文规则带来` : "",
    others.length ? `。文件中又写作：${others.join("、")}` : "", "。"].join("");
}

function filters(department, state, draw) {
  const inherited = department.duties.some((duty) => duty.inherited);
  const tick = h("input", { type: "checkbox", checked: true, onchange: () => { state.inherited = tick.checked; draw(); } });
  return h("div.duty-filters", {},
    group("角色", department.duties, (duty) => duty.role, (duty) => duty.role_name, state, "role", draw, ROLES),
    group("地区", department.duties, (duty) => duty.region || "未知", (duty) => duty.region || "未知", state, "region", draw),
    inherited ? h("label.tick", {}, tick, "含由全文规则带来的") : null);
}

function group(label, duties, key, name, state, field, draw, order = null) {
  const counts = new Map();
  for (const duty of duties) counts.set(key(duty), { name: name(duty), count: (counts.get(key(duty))?.count || 0) + 1 });
  if (counts.size < 2) return null;
  const sorted = [...counts].sort(([one, a], [other, b]) => order ? order.indexOf(one) - order.indexOf(other) : b.count - a.count);
  const chips = h("div.chips", { role: "group", "aria-label": `按${label}筛选` }, sorted.map(([value, one]) => h("button.chip", { type: "button", "aria-pressed": "false", onclick: (event) => {
    state[field] = state[field] === value ? "" : value;
    for (const chip of chips.children) chip.setAttribute("aria-pressed", String(chip === event.currentTarget && Boolean(state[field])));
    draw();
  } }, `${one.name} ${one.count}`)));
  return h("div.facet", {}, h("span.small.quiet", {}, label), chips);
}

function elsewhere(department) {
  if (!department.elsewhere.length) return null;
  return h("details.elsewhere", {}, h("summary.small", {}, `其他地方的同类部门（${department.elsewhere.length}）`),
    h("ul.chips", {}, department.elsewhere.map((one) => h("li", {}, h("a.chip", { href: `#/department/${encodeURIComponent(one.name)}` }, `${one.name} ${one.duties}`)))));
}

function documents(duties) {
  const groups = new Map();
  for (const duty of duties) groups.set(duty.document_id, [...(groups.get(duty.document_id) || []), duty]);
  return [...groups].map(([id, part]) => h("section.card.card-body.duties", {},
    h("h2", {}, h("a", { href: `#/document/${id}` }, part[0].title)),
    h("div.facts", {}, statusBadge(part[0].status), [part[0].number, part[0].date, part[0].region].filter(Boolean).map((words) => h("span", {}, words))),
    h("ul", {}, part.sort((one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role)).map((duty) => h("li", {},
      h(`span.role-tag.${duty.role}${duty.inherited ? ".inherited" : ""}`, {}, duty.inherited ? `${duty.role_name}（继承）` : duty.role_name),
      h("a", { href: `#/document/${id}?clause=${encodeURIComponent(duty.clause_id)}` }, duty.path || duty.heading), h("span", {}, duty.summary))))));
}

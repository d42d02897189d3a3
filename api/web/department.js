// A department: its duties over all documents, by role.

import { fill, h } from "./dom.js";
import { get } from "./http.js";
import { failure, skeleton, statusBadge } from "./parts.js";

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
  const documents = Map.groupBy ? Map.groupBy(department.duties, (duty) => duty.document_id) : grouped(department.duties);
  const own = department.duties.filter((duty) => !duty.inherited).length;
  return [
    h("p.quiet", {}, `在 ${documents.size} 份文件中承担 ${own} 项职责`,
      department.duties.length > own ? `，另有 ${department.duties.length - own} 项由全文规则带来` : "",
      department.names.length > 1 ? `。文件中又写作：${department.names.filter((name) => name !== department.name).join("、")}` : "", "。"),
    [...documents].map(([id, duties]) => h("section.card.card-body.duties", {},
      h("h2", {}, h("a", { href: `#/document/${id}` }, duties[0].title)),
      h("div.facts", {}, statusBadge(duties[0].status), duties[0].number ? h("span", {}, duties[0].number) : null, duties[0].date ? h("span", {}, duties[0].date) : null),
      h("ul", {}, duties.map((duty) => h("li", {},
        h(`span.role-tag.${duty.role}${duty.inherited ? ".inherited" : ""}`, {}, duty.inherited ? `${duty.role_name}（继承）` : duty.role_name),
        h("a", { href: `#/document/${id}?clause=${encodeURIComponent(duty.clause_id)}` }, duty.path || duty.heading), h("span", {}, duty.summary)))))),
  ];
}

function grouped(duties) {
  const groups = new Map();
  for (const duty of duties) groups.set(duty.document_id, [...(groups.get(duty.document_id) || []), duty]);
  return groups;
}

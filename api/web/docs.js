// The documentation of the API, drawn from /openapi.json, with a form to try each operation.

import { announce, fill, h } from "./dom.js";
import { get } from "./http.js";
import { failure } from "./parts.js";

const TONES = { get: "good", post: "info", delete: "bad", put: "warn", patch: "warn" };

async function show() {
  const main = document.getElementById("main");
  try {
    const spec = await get("/openapi.json");
    fill(main,
      h("section.docs-intro", {}, h("h1", {}, `${spec.info.title} 接口`), h("p", {}, spec.info.description),
        h("p.small.quiet", {}, `版本 ${spec.info.version}。每个接口都可以在这里直接试用；示例命令可复制到终端。`)),
      groups(spec).map(([tag, operations]) => h("section.operations", {}, h("h2", {}, tag), operations)));
  } catch (error) {
    fill(main, failure(error, show));
  }
}

function groups(spec) {
  const byTag = new Map();
  for (const [path, methods] of Object.entries(spec.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] || "其他";
      byTag.set(tag, [...(byTag.get(tag) || []), view(spec, method, path, operation)]);
    }
  return [...byTag];
}

function view(spec, method, path, operation) {
  const fields = (operation.parameters || []).map((parameter) => [parameter, field(operation, parameter)]);
  const body = bodyField(spec, operation);
  const output = h("div", { "aria-live": "polite" });
  const send = (event) => { event.preventDefault(); run(method, path, fields, body, output); };
  return h("details.operation", {},
    h("summary", {}, h(`span.badge.method.${TONES[method]}`, {}, method.toUpperCase()), h("code", {}, path), h("span.quiet", {}, operation.summary || "")),
    h("form.operation-body", { onsubmit: send },
      h("p", {}, operation.description || ""),
      fields.length ? h("div.operation-fields", {}, fields.map(([, control]) => control)) : null,
      body,
      h("div", {}, h("button.button", { type: "submit" }, "试一试")),
      output));
}

function field(operation, parameter) {
  const id = `${operation.operationId}-${parameter.name}`;
  const schema = parameter.schema || {};
  const control = h("input.input", { id, name: parameter.name, required: Boolean(parameter.required) });
  control.value = parameter.example ?? schema.examples?.[0] ?? schema.default ?? "";
  return h("div.field", {}, h("label", { for: id }, `${parameter.name}${parameter.required ? "（必填）" : ""} ${parameter.description || ""}`), control);
}

function bodyField(spec, operation) {
  const content = operation.requestBody?.content?.["application/json"];
  if (!content) return null;
  const id = `${operation.operationId}-body`;
  const schema = resolve(spec, content.schema);
  const control = h("textarea.input", { id, name: "body", rows: "8", spellcheck: "false" });
  control.value = JSON.stringify(schema.examples?.[0] || {}, null, 2);
  return h("div.field", {}, h("label", { for: id }, "请求体（JSON）"), control);
}

function resolve(spec, schema) {
  if (!schema?.$ref) return schema || {};
  return schema.$ref.replace(/^#\//, "").split("/").reduce((node, key) => node[key], spec);
}

async function run(method, path, fields, body, output) {
  const query = new URLSearchParams();
  let address = path;
  for (const [parameter, control] of fields) {
    const value = control.querySelector("input").value.trim();
    if (parameter.in === "path") address = address.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value && value !== "[object Object]") query.append(parameter.name, value);
  }
  const url = query.size ? `${address}?${query}` : address;
  const options = { method: method.toUpperCase() };
  if (body) Object.assign(options, { body: body.querySelector("textarea").value, headers: { "content-type": "application/json" } });
  const started = performance.now();
  try {
    const response = await fetch(url, options);
    const took = Math.round(performance.now() - started);
    fill(output, h("p.small.quiet", {}, `${response.status} · ${took} 毫秒 · ${url}`), await picture(response));
    announce(`返回 ${response.status}`);
  } catch {
    fill(output, h("p", { role: "alert" }, "连不上服务。"));
  }
}

async function picture(response) {
  const type = response.headers.get("content-type") || "";
  if (type.startsWith("image/")) return h("p", {}, `图像，${(await response.blob()).size} 字节`);
  const text = await response.text();
  if (!type.includes("json")) return h("pre", { tabindex: "0" }, text.slice(0, 20000));
  return h("pre", { tabindex: "0" }, JSON.stringify(JSON.parse(text), null, 2).slice(0, 60000));
}

show();

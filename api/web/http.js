// Talking to the service: every failure becomes an Error whose message can be shown to the user.

async function respond(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: { accept: "application/json", ...options.headers } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("连不上问策服务，请确认它正在运行，再试一次。");
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw Object.assign(new Error(problem.detail || `服务返回了错误（${response.status}），请稍后再试。`), { status: response.status });
}

async function request(path, options = {}) {
  return (await respond(path, options)).json();
}

/** Return the JSON of a GET; values that are arrays are repeated, empty ones left out. */
export function get(path, values = {}, options = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    for (const one of [value].flat()) if (one !== "" && one !== null && one !== undefined) query.append(name, one);
  const text = query.toString();
  return request(text ? `${path}?${text}` : path, options);
}

/** Return the JSON of a POST with a JSON body. */
export function post(path, body, options = {}) {
  return request(path, posted(body, options));
}

function posted(body, options) {
  if (body instanceof FormData) return { ...options, method: "POST", body };
  return { ...options, method: "POST", headers: { "content-type": "application/json", ...options.headers }, body: JSON.stringify(body) };
}

/** Have something deleted. */
export async function remove(path, options = {}) {
  await respond(path, { ...options, method: "DELETE" });
}

/** Fetch what a POST with a JSON or form body makes, or a GET where there is no body, and hand it over as a file. */
export async function fetchFile(path, body, name, options = {}) {
  const response = await respond(path, body ? posted(body, options) : options);
  download(await response.blob(), name);
}

/** Hand a blob to the user as a file. */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

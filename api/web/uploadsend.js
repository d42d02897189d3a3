// Sending files with progress, which fetch cannot tell.

const LOST = "没有传完：连不上问策服务，或服务中止了接收。请确认它正在运行、文件没有超过上限，再试一次。";

/** Send the files; `tell` is called with the share sent so far. Returns the job; `signal` aborts. */
export function send(files, options, tell, signal) {
  const body = new FormData();
  for (const file of files) body.append("files", file, file.name);
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open("POST", "/api/documents");
    sending.setRequestHeader("accept", "application/json");
    for (const [name, value] of Object.entries(options.headers || {})) sending.setRequestHeader(name, value);
    sending.upload.addEventListener("progress", (event) => { if (event.lengthComputable) tell(event.loaded / event.total); });
    sending.addEventListener("error", () => reject(new Error(LOST)));
    sending.addEventListener("abort", () => reject(new DOMException("已取消", "AbortError")));
    sending.addEventListener("load", () => {
      const told = parsed(sending.responseText);
      if (sending.status === 202) resolve(told);
      else reject(Object.assign(new Error(told.detail || `服务返回了错误（${sending.status}），请稍后再试。`), { status: sending.status }));
    });
    signal.addEventListener("abort", () => sending.abort(), { once: true });
    sending.send(body);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

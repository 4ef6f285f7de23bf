// Reads a stream of server-sent events that answers a POST, which EventSource cannot.
import { Problem } from "./dom.js";

/** Asks, and hands over each event as it comes. */
export async function ask(request, signal, onEvent) {
  const response = await fetch("/v1/query", {
    method: "POST", signal,
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(request),
  });
  if (!response.ok) throw new Problem(await response.json().catch(() => ({})));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "", isDone = false;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const lines = part.split("\n");
      const name = lines.find((line) => line.startsWith("event: "))?.slice(7);
      const data = lines.find((line) => line.startsWith("data: "))?.slice(6);
      if (!name || !data) continue;
      const json = JSON.parse(data);
      if (name === "error") throw new Problem(json);
      isDone ||= name === "done";
      onEvent(name, json);
    }
  }
  if (!isDone) throw new Problem({ title: "The connection broke before the answer was whole.", hint: "Ask again." });
}

// The Review page: one question at a time, judged by keyboard or by button.
import { call, element, isForPage, Problem } from "./dom.js";
import { block, difference } from "./sql.js";
import { table } from "./table.js";

const queue = document.getElementById("queue");
const place = document.getElementById("item");
const buttons = () => [...queue.querySelectorAll("button[data-id]")];
let shown = null;

/** Runs a statement as a trial: its rows, or why it was refused. */
async function rows(id, sql) {
  const trial = await call("POST", `/v1/reviews/${id}/correct`, { sql });
  return trial.outcome === "answered"
    ? { ok: true, view: trial.rows.length ? table(trial.columns, trial.rows.slice(0, 50), "Rows") : element("p", { class: "soft" }, "No row matches.") }
    : { ok: false, view: element("p", { class: "notice" }, trial.findings.map((f) => f.message).join(" ") || trial.message) };
}

function side(title, ...content) {
  return element("div", { class: "side" }, element("h3", {}, title), ...content);
}

async function judge(verdict, body) {
  try {
    await call("POST", `/v1/reviews/${shown.id}/${verdict}`, body);
    const button = buttons().find((one) => one.dataset.id === shown.id);
    const next = button.parentElement.nextElementSibling?.querySelector("button") ?? button.parentElement.previousElementSibling?.querySelector("button");
    button.parentElement.remove();
    if (next) show(next.dataset.id);
    else place.replaceChildren(element("p", { class: "soft" }, "Nothing else waits for review."));
  } catch (problem) {
    tell(problem);
  }
}

function tell(problem) {
  place.querySelector(".outcome")?.replaceChildren((problem instanceof Problem ? problem : new Problem({ title: String(problem.message) })).element);
}

/** A better statement: beside the old one, tried before it is kept. */
function correct() {
  const old = shown.standing?.sql ?? shown.sql ?? "";
  const text = element("textarea", { rows: 8, spellcheck: "false", "aria-label": "The better statement" });
  text.value = old;
  const after = element("div", { class: "pair" });
  const keep = element("button", { type: "button", class: "main", disabled: true, onclick: () => judge("correct", { sql: text.value, keep: true }) }, "Keep it");
  const attempt = async () => {
    keep.disabled = true;
    try {
      const { ok, view } = await rows(shown.id, text.value);
      after.replaceChildren(side("What changed", difference(old, text.value)), side("Its rows", view));
      keep.disabled = !ok;
    } catch (problem) {
      tell(problem);
    }
  };
  place.querySelector(".work").replaceChildren(
    element("form", { onsubmit: (event) => { event.preventDefault(); attempt(); } }, text,
      element("p", { class: "bar" }, element("button", {}, "Try it"), keep)), after);
  text.focus();
}

function reject() {
  const text = element("input", { type: "text", required: true, maxlength: 1000, "aria-label": "Why it is wrong", placeholder: "Why is it wrong?" });
  place.querySelector(".work").replaceChildren(element("form", { class: "bar", onsubmit: (event) => {
    event.preventDefault();
    judge("reject", { reason: text.value });
  } }, text, element("button", {}, "Reject")));
  text.focus();
}

async function show(id) {
  for (const button of buttons()) {
    if (button.dataset.id === id) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  buttons().find((one) => one.dataset.id === id)?.scrollIntoView({ block: "nearest" });
  const { items } = await call("GET", "/v1/reviews?limit=200");
  shown = items.find((one) => one.id === id);
  if (!shown) return place.replaceChildren(element("p", { class: "soft" }, "It is no longer in the queue."));
  const proposed = shown.standing.sql && shown.standing.sql !== shown.sql ? shown.standing.sql : null;
  const results = element("div", { class: "pair" });
  place.replaceChildren(
    element("h2", {}, shown.question),
    element("ul", { class: "reasons" }, ...shown.reasons.map((reason) => element("li", {}, reason))),
    element("p", { class: "soft" }, `Asked ${shown.timesAsked === 1 ? "once" : shown.timesAsked + " times"} by ${shown.askers.join(", ")}. `, element("a", { href: `/audit/${id}` }, "Its story")),
    proposed ? element("div", { class: "pair" }, side("What ran", block(shown.sql ?? "–")), side("What is proposed", difference(shown.sql ?? "", proposed)))
      : shown.sql ? block(shown.sql) : element("p", { class: "notice" }, "There was no statement."),
    results,
    element("p", { class: "bar" },
      element("button", { type: "button", onclick: () => judge("approve", {}) }, "Approve"),
      element("button", { type: "button", onclick: correct }, "Correct"),
      element("button", { type: "button", onclick: reject }, "Reject"),
      shown.sql ? element("button", { type: "button", class: "quiet", onclick: async (event) => {
        event.target.disabled = true;
        try {
          results.replaceChildren(...await Promise.all([shown.sql, proposed].filter(Boolean).map(async (sql, index) =>
            side(index ? "Proposed: rows" : "Rows today", (await rows(id, sql)).view))));
        } catch (problem) {
          tell(problem);
        }
      } }, "Show the rows") : null),
    element("div", { class: "outcome" }), element("div", { class: "work" }));
}

function step(by) {
  const all = buttons(), at = all.findIndex((one) => one.hasAttribute("aria-current"));
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  if (next) {
    next.focus();
    show(next.dataset.id);
  }
}

queue.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-id]");
  if (button) show(button.dataset.id);
});
addEventListener("keydown", (event) => {
  if (!isForPage(event) || event.repeat) return;
  const key = event.key.toLowerCase();
  if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (!shown) return;
  else if (key === "a") judge("approve", {});
  else if (key === "c") { event.preventDefault(); correct(); }
  else if (key === "r") { event.preventDefault(); reject(); }
});
if (buttons().length) show(buttons()[0].dataset.id);

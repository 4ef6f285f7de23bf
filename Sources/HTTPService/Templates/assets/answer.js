// What a question came to, as a card.
import { call, element, sentence, thumb } from "./dom.js";
import { canDraw, choice, plot } from "./plot.js";
import { block } from "./sql.js";
import { shown, table, tools } from "./table.js";

function confidence(value) {
  if (value === null) return null;
  const percent = Math.round(value * 100);
  const word = value >= 0.8 ? "sure" : value >= 0.3 ? "fairly sure" : "unsure";
  return element("span", { class: "confidence", title: "How likely the model itself thinks the statement is" },
    element("meter", { min: 0, max: 1, low: 0.3, high: 0.8, optimum: 1, value, "aria-label": "Confidence" }), ` ${word}, ${percent} %`);
}

/** Why this came out: what the words found, what was judged, how long it took. */
function why(done, story) {
  const parts = [];
  const found = story.planned?.relations ?? [];
  if (found.length) {
    parts.push(element("h3", {}, "What the words found"), element("ul", {}, ...found.slice(0, 8).map((one) =>
      element("li", {}, element("code", {}, one.name), " ", element("span", { class: "soft" }, [...new Set(one.reasons)].join(", "))))));
  }
  if (story.planned?.mentions.length) {
    parts.push(element("p", {}, "Taken for values, numbers or times: ", ...story.planned.mentions.map((text) => element("span", { class: "value" }, text))));
  }
  const refused = story.judged.filter((one) => !one.accepted);
  if (refused.length) {
    parts.push(element("h3", {}, "Refused on the way"), ...refused.flatMap((one) =>
      [block(one.sql), element("p", { class: "soft" }, one.findings.map((f) => f.message).join(" "))]));
  }
  if (done.plan) {
    parts.push(element("p", {}, `The planner expects ${Math.round(done.plan.rows).toLocaleString()} rows at cost ${done.plan.cost.toLocaleString(undefined, { maximumFractionDigits: 0 })}; reads `,
      ...done.relations.map((name) => element("code", {}, name + " "))));
  }
  const timings = Object.entries(done.timings);
  parts.push(element("dl", { class: "timings" }, ...timings.map(([stage, ms]) =>
    element("div", {}, element("dt", {}, stage), element("dd", {}, `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`)))));
  parts.push(element("p", { class: "soft" }, done.model ? `Written by ${done.model}. ` : "", element("a", { href: `/audit/${done.id}` }, "The whole story in the audit log")));
  return element("details", { class: "why" }, element("summary", {}, "Why"), ...parts);
}

/** Thumbs, and what may be said with them. */
function thumbs(id, say) {
  const frame = element("div", { class: "thumbs", role: "group", "aria-label": "Was this right?" });
  const send = async (verdict, comment) => {
    try {
      await call("POST", `/v1/reviews/${id}/feedback`, comment ? { thumb: verdict, comment } : { thumb: verdict });
      say("Thank you.");
      for (const button of frame.querySelectorAll("button[data-thumb]")) {
        button.setAttribute("aria-pressed", String(button.dataset.thumb === verdict));
      }
      if (verdict === "down" && !comment && !frame.querySelector("form")) frame.append(reason());
      if (comment) frame.querySelector("form")?.replaceWith(element("span", { class: "soft" }, "Noted for the reviewers."));
    } catch (problem) {
      frame.replaceChildren(problem.element);
    }
  };
  const reason = () => {
    const text = element("input", { type: "text", "aria-label": "What is wrong with it?", placeholder: "What is wrong with it?", maxlength: 1000 });
    return element("form", { onsubmit: (event) => { event.preventDefault(); if (text.value.trim()) send("down", text.value.trim()); } },
      text, element("button", {}, "Send"));
  };
  const button = (verdict, label, sign) => element("button", {
    type: "button", class: "quiet", "data-thumb": verdict, "aria-pressed": "false", title: label, "aria-label": label, onclick: () => send(verdict),
  }, sign);
  frame.append(button("up", "That is right", thumb(false)), button("down", "That is wrong", thumb(true)));
  return frame;
}

function statement(done) {
  const copy = element("button", { type: "button", class: "quiet", onclick: () => navigator.clipboard.writeText(done.sql) }, "Copy SQL");
  return element("details", { class: "statement" }, element("summary", {}, "SQL"), block(done.sql), copy);
}

function changed(done, again) {
  return element("button", { type: "button", class: "quiet", onclick: () => again(done.question) }, "Change the question");
}

/** One value stands for itself; rows are a table, with a picture where their shape has one. */
function result(columns, rows, done, say) {
  if (rows.length === 1 && columns.length === 1) {
    return [element("p", { class: "single" }, shown(rows[0][0], columns[0]) || "–", " ", element("span", { class: "soft" }, columns[0].name))];
  }
  if (!rows.length) return [];
  const drawn = table(columns, rows, done.question);
  const chosen = canDraw() ? choice(columns, rows) : null;
  const count = `${rows.length.toLocaleString()} ${rows.length === 1 ? "row" : "rows"}${done.truncation ? ", cut" : ""}`;
  const bar = element("div", { class: "bar" }, element("span", { class: "soft" }, count), ...tools(columns, rows, "answer-" + done.id, say));
  if (!chosen) return [bar, drawn];
  const picture = plot(columns, rows, chosen, done.question);
  const toggle = element("button", { type: "button", class: "quiet", "aria-pressed": "true", onclick: () => {
    picture.hidden = !picture.hidden;
    toggle.setAttribute("aria-pressed", String(!picture.hidden));
  } }, "Chart");
  bar.append(toggle);
  return [picture, bar, drawn];
}

/** What the question may mean, as buttons that run it. */
function choices(done, choose, label) {
  if (!done.choices?.length) return [];
  const one = (choice, index) => element("li", {}, element("button", { type: "button", class: "chip", title: choice.sql, onclick: () => choose(index + 1) },
    choice.description, choice.confidence === null ? "" : ` (${Math.round(choice.confidence * 100)} %)`));
  return [element("div", { class: "choices", role: "group", "aria-label": label },
    element("p", { class: "soft" }, label), element("ul", { class: "chips" }, ...done.choices.map(one)))];
}

/** What was typed, where the question was completed from the one before. */
function typed(done) {
  return done.typed ? [element("p", { class: "soft" }, `Understood so; typed was “${done.typed}”.`)] : [];
}

export function answerCard(done, columns, rows, story, { say, again, choose }) {
  return element("article", { class: "card answer" },
    element("h2", {}, done.question), ...typed(done),
    ...done.notices.map((notice) => element("p", { class: "notice" }, notice)),
    ...result(columns, rows, done, say), ...choices(done, choose, "It may also mean:"),
    statement(done), why(done, story),
    element("footer", {}, done.verified ? element("span", { class: "mark answered" }, `verified by ${done.verified.reviewers.join(" and ")}`) : confidence(done.confidence), thumbs(done.id, say), changed(done, again)));
}

export function refusalCard(done, story, { say, again, choose }) {
  return element("article", { class: "card refusal" },
    element("h2", {}, done.question), ...typed(done),
    element("p", { class: "notice" }, sentence(done.message), done.hint ? " " + done.hint : ""),
    ...choices(done, choose, "Do you mean:"),
    why(done, story),
    element("footer", {}, thumbs(done.id, say), changed(done, again)));
}

// The Ask page: a question, its way, its answer.
import { answerCard, refusalCard } from "./answer.js";
import { complete } from "./complete.js";
import { element, isForPage, Problem, sentence } from "./dom.js";
import { ask } from "./events.js";

const form = document.getElementById("ask");
const box = document.getElementById("question");
const send = document.getElementById("send");
const stop = document.getElementById("stop");
const answers = document.getElementById("answers");
const status = document.getElementById("status");
const say = (text) => { status.textContent = text; };
let current = null;
// The question that the next one may lean on.
let before = null;

complete(box, document.getElementById("completions"));

/** What is happening, as a line of steps that light up. */
function progress(question) {
  const names = ["Looking at the database", "Writing SQL", "Proving it harmless", "Running it"];
  const steps = names.map((name) => element("li", {}, name));
  const text = element("code", { class: "draft" });
  const card = element("article", { class: "card working", "aria-busy": "true" },
    element("h2", {}, question), element("ol", { class: "steps" }, ...steps), element("pre", {}, text));
  let at = -1;
  const go = (step) => {
    if (step <= at) return;
    at = step;
    steps.forEach((li, index) => { li.className = index < at ? "done" : index === at ? "now" : ""; });
    say(names[at] + "…");
  };
  go(0);
  return { card, go, again: () => { at = 0; text.textContent = ""; go(1); }, token: (piece) => { text.textContent += piece; } };
}

/** Asks; or takes one of the choices of an earlier question, `{ after, choice }`. */
async function run(question, taken = null) {
  current?.abort();
  const abort = current = new AbortController();
  const way = progress(question);
  const story = { planned: null, judged: [], repaired: false };
  let columns = [];
  const rows = [];
  answers.prepend(way.card);
  document.getElementById("examples")?.remove();
  send.hidden = true;
  stop.hidden = false;
  try {
    await ask(taken ?? (before ? { question, after: before } : { question }), abort.signal, (name, event) => {
      switch (name) {
        case "planned": story.planned = event; way.go(1); break;
        case "token": way.token(event.text); break;
        case "judged": story.judged.push(event); way.go(event.accepted ? 3 : 2); break;
        case "repairing": story.repaired = true; way.again(); break;
        case "columns": columns = event.columns; break;
        case "row": rows.push(event); break;
        case "done": {
          const isAnswer = event.outcome === "answered";
          if (event.reason !== "incomplete") before = event.id;
          const deeds = { say, again, choose: (number) => run(event.question, { after: event.id, choice: number }) };
          way.card.replaceWith(isAnswer ? answerCard(event, columns, rows, story, deeds) : refusalCard(event, story, deeds));
          say(isAnswer ? `Answered with ${rows.length} ${rows.length === 1 ? "row" : "rows"}.` : sentence(event.message));
        }
      }
    });
  } catch (error) {
    const problem = abort.signal.aborted ? new Problem({ title: "Stopped. The question was cancelled." })
      : error instanceof Problem ? error : new Problem({ title: "The service cannot be reached.", hint: "Try again in a moment." });
    way.card.replaceChildren(element("h2", {}, question), problem.element);
    way.card.className = "card";
    way.card.removeAttribute("aria-busy");
    say(problem.message);
  } finally {
    if (current === abort) {
      current = null;
      send.hidden = false;
      stop.hidden = true;
    }
  }
}

/** Puts a question in the box, to be changed and asked again. */
function again(question) {
  box.value = question;
  box.focus();
  scrollTo({ top: 0, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = box.value.trim();
  if (!question) return;
  run(question);
  box.select();
});
stop.addEventListener("click", () => { current?.abort(); box.focus(); });
for (const chip of document.querySelectorAll(".chip")) {
  chip.addEventListener("click", () => { box.value = chip.dataset.question; run(chip.dataset.question); });
}
addEventListener("keydown", (event) => {
  if (event.key === "/" && isForPage(event)) {
    event.preventDefault();
    box.focus();
  } else if (event.key === "Escape" && current) current.abort();
});

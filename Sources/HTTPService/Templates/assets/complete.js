// Completes the word that is being typed with names and values of the schema.
import { element } from "./dom.js";

/** Makes an input with `role="combobox"` and its list work together. */
export function complete(input, list) {
  let words = null, active = -1;

  async function load() {
    words = [];
    try {
      const database = document.body.dataset.database;
      const schema = await (await fetch(`/v1/databases/${encodeURIComponent(database)}/schema`)).json();
      const seen = new Map();
      const add = (text, kind) => { if (text.length > 2 && text.length < 60 && !seen.has(text)) seen.set(text, kind); };
      for (const relation of schema.relations) add(relation.name.split(".").pop().replaceAll("_", " "), "table");
      for (const relation of schema.relations) {
        for (const column of relation.columns) {
          add(column.name.replaceAll("_", " "), "column");
          for (const value of column.values) if (/\p{L}/u.test(value)) add(value, column.name);
        }
      }
      words = [...seen].map(([text, kind]) => ({ text, kind, plain: text.toLowerCase() }));
    } catch {
      // Without the schema there are no completions, and all else works.
    }
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  const beginning = () => input.value.slice(0, input.selectionStart).match(/[\p{L}\p{N}]{2,}$/u)?.[0] ?? "";

  function take(word) {
    const end = input.selectionStart, start = end - beginning().length;
    input.setRangeText(word.text + (input.value[end] === " " ? "" : " "), start, end, "end");
    close();
  }

  function choose(index) {
    const options = [...list.children];
    active = (index + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  }

  function open() {
    const start = beginning().toLowerCase();
    const found = start ? words.filter((word) => word.plain.startsWith(start) && word.plain !== start).slice(0, 8) : [];
    if (!found.length) return close();
    list.replaceChildren(...found.map((word, index) => element("li", {
      role: "option", id: `completion-${index}`, "aria-selected": "false",
      onpointerdown: (event) => { event.preventDefault(); take(word); },
    }, word.text, element("span", { class: "soft" }, word.kind))));
    list.hidden = false;
    active = -1;
    input.setAttribute("aria-expanded", "true");
    list.words = found;
  }

  input.addEventListener("focus", () => { if (!words) load(); });
  input.addEventListener("input", () => { if (words) open(); else load(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? active + 1 : active < 0 ? list.children.length - 1 : active - 1);
    } else if ((event.key === "Enter" || event.key === "Tab") && active >= 0) {
      event.preventDefault();
      take(list.words[active]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Enter") close();
  });
  if (document.activeElement === input) load();
}

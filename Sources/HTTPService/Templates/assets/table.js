// Rows as a table that sorts, copies and saves.
import { element } from "./dom.js";

const numeric = /^(smallint|integer|bigint|numeric|real|double precision)/;

export function isNumeric(column) {
  return numeric.test(column.type);
}

/** A value as people read it. */
export function shown(value, column) {
  if (value === null) return "";
  if (typeof value === "number" && isNumeric(column)) {
    return /(^|_)(id|year)$/.test(column.name) ? String(value) : value.toLocaleString(undefined, { maximumFractionDigits: 6 });
  }
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}

function order(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true });
}

function csv(columns, rows) {
  const field = (value) => {
    const text = value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns.map((column) => column.name), ...rows].map((row) => row.map(field).join(",") + "\r\n").join("");
}

/** The table in a region that scrolls. */
export function table(columns, rows, label) {
  const body = element("tbody");
  let sorted = null;
  const fill = (list) => body.replaceChildren(...list.map((row) => element("tr", {}, ...row.map((value, index) =>
    element("td", { class: isNumeric(columns[index]) ? "number" : value === null ? "none" : undefined },
      value === null ? "–" : shown(value, columns[index]))))));
  const heads = columns.map((column, index) => {
    const head = element("th", { scope: "col", class: isNumeric(column) ? "number" : undefined }, element("button", {
      type: "button", title: column.type, onclick: () => {
        const isDown = sorted?.index === index && !sorted.isDown;
        sorted = { index, isDown };
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
        fill([...rows].sort((a, b) => (isDown ? -1 : 1) * order(a[index], b[index])));
      },
    }, column.name));
    return head;
  });
  fill(rows);
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body));
}

/** Buttons that copy the rows and save them. */
export function tools(columns, rows, name, say) {
  const text = [columns.map((column) => column.name), ...rows].map((row) => row.map((value) => value ?? "").join("\t")).join("\n");
  return [
    element("button", { type: "button", class: "quiet", onclick: async () => {
      await navigator.clipboard.writeText(text);
      say("The rows are copied.");
    } }, "Copy"),
    element("button", { type: "button", class: "quiet", onclick: () => {
      const url = URL.createObjectURL(new Blob([csv(columns, rows)], { type: "text/csv" }));
      element("a", { href: url, download: name + ".csv" }).click();
      URL.revokeObjectURL(url);
    } }, "CSV"),
  ];
}

// Colours SQL. Reads tokens, not grammar: what it does not know stays plain.
import { element } from "./dom.js";

const words = new Set(("select from where and or not in is null as on join left right full inner outer cross lateral using "
  + "group by order having limit offset distinct union all intersect except with case when then else end between like "
  + "ilike asc desc nulls first last over partition filter exists any some true false interval date timestamp cast "
  + "extract values recursive rows range preceding following current row").split(" "));
const token = /('(?:[^']|'')*'|--[^\n]*|\/\*[^]*?\*\/|"(?:[^"]|"")*"|\b\d+(?:\.\d+)?\b|[A-Za-z_][\w$]*|\s+|.)/gy;
const breaks = /^(select|from|where|group|order|having|limit|union|intersect|except|with|join|left|right|full|inner|cross)$/i;

/** The pieces of a statement, each with its kind. */
export function pieces(sql) {
  return [...sql.matchAll(token)].map(([text]) => {
    let kind = "";
    if (text.startsWith("'")) kind = "text";
    else if (text.startsWith("--") || text.startsWith("/*")) kind = "comment";
    else if (/^\d/.test(text)) kind = "number";
    else if (words.has(text.toLowerCase())) kind = "word";
    return { text, kind };
  });
}

/** A statement on several lines, one a clause, when it came on one. */
export function laidOut(sql) {
  if (sql.includes("\n") || sql.length < 60) return sql;
  let depth = 0, text = "", before = "";
  for (const piece of pieces(sql)) {
    if (piece.text === "(") depth += 1;
    if (piece.text === ")") depth -= 1;
    const joins = /^(left|right|full|inner|cross|outer)$/i.test(before) && /^(join|outer)$/i.test(piece.text);
    if (depth === 0 && piece.kind === "word" && breaks.test(piece.text) && text.trim() && !joins) {
      text = text.trimEnd() + "\n" + (/^(join|left|right|full|inner|cross)$/i.test(piece.text) ? "  " : "");
    }
    text += piece.text;
    if (piece.text.trim()) before = piece.text;
  }
  return text;
}

/** The same text, coloured. */
export function highlighted(sql) {
  return pieces(sql).map(({ text, kind }) => (kind ? element("span", { class: "sql-" + kind }, text) : text));
}

/** A block with a statement. */
export function block(sql) {
  return element("pre", { tabindex: "0" }, element("code", { class: "sql" }, ...highlighted(laidOut(sql))));
}

/** Colours what the page came with. */
export function highlightAll() {
  for (const code of document.querySelectorAll("code.sql")) {
    const sql = code.textContent;
    code.replaceChildren(...highlighted(laidOut(sql)));
    code.parentElement.tabIndex = 0;
  }
}

/** Two statements, word by word: what only one of them has is marked. */
export function difference(before, after) {
  const a = pieces(laidOut(before)).map((p) => p.text), b = pieces(laidOut(after)).map((p) => p.text);
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const result = element("pre", { tabindex: "0", class: "difference" });
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      result.append(a[i]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && lengths[i + 1][j] >= lengths[i][j + 1])) {
      result.append(a[i].trim() ? element("del", {}, a[i]) : "");
      i += 1;
    } else {
      result.append(b[j].trim() ? element("ins", {}, b[j]) : b[j]);
      j += 1;
    }
  }
  return result;
}

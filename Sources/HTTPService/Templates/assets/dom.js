// Small things that every page needs.

/** An element with attributes and children; text is never read as HTML. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A thumb, up or down, in the colour of the text around it. */
export function thumb(isDown) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "path");
  const attributes = { viewBox: "0 0 24 24", width: 20, height: 20, fill: "none", stroke: "currentColor", "stroke-width": 1.8,
    "stroke-linejoin": "round", "aria-hidden": "true", ...(isDown ? { transform: "rotate(180)" } : {}) };
  for (const [key, value] of Object.entries(attributes)) picture.setAttribute(key, value);
  line.setAttribute("d", "M7 11v9H3v-9zM7 11l4-8c1.7 0 2.5 1 2.5 2.3V9H19c1.300 0 2.200 1.200 2 2.500l-1.300 6.800c-.2 1-1 1.700-2 1.700H7");
  picture.append(line);
  return picture;
}

/** What a call of the service gives; a problem is thrown with its title, hint and code. */
export async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const json = await response.json().catch(() => ({ title: `The service answered ${response.status}.` }));
  if (!response.ok && response.headers.get("Content-Type")?.startsWith("application/problem")) throw new Problem(json);
  return json;
}

export class Problem extends Error {
  constructor(json) {
    super(json.title ?? "Something broke.");
    this.hint = json.hint;
    this.code = json.code;
  }

  get element() {
    return element("p", { class: "notice bad", role: "alert" }, sentence(this.message), this.hint ? " " + this.hint : "",
      this.code ? element("code", {}, " " + this.code) : null);
  }
}

/** A message of the service as a sentence. */
export function sentence(text) {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(first) ? first : first + ".";
}

/** Whether a key was meant for the page and not for what is being typed. */
export function isForPage(event) {
  const target = event.target;
  return !event.ctrlKey && !event.metaKey && !event.altKey && !target.isContentEditable
    && !["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

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

// Changes which model answers.
import { call } from "./dom.js";

const place = document.getElementById("outcome");

async function change(path, body) {
  try {
    const decision = await call("POST", path, body);
    if (!decision.promoted && confirm(`${decision.message}\n\nPromote it all the same?`)) {
      return change(path, { althoughWorse: true });
    }
    place.textContent = decision.message;
    if (decision.promoted) setTimeout(() => location.reload(), 900);
  } catch (problem) {
    place.replaceChildren(problem.element);
  }
}

for (const button of document.querySelectorAll(".promote")) {
  button.addEventListener("click", () => change(`/v1/models/${encodeURIComponent(button.dataset.name)}/promote`, {}));
}
document.getElementById("rollback")?.addEventListener("click", async () => {
  try {
    place.textContent = (await call("POST", "/v1/models/rollback", {})).message;
    setTimeout(() => location.reload(), 900);
  } catch (problem) {
    place.replaceChildren(problem.element);
  }
});

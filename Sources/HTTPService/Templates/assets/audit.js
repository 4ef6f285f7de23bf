// Verifies the chain on demand.
import { call, element } from "./dom.js";

const place = document.getElementById("verification");
document.getElementById("verify").addEventListener("click", async (event) => {
  event.target.disabled = true;
  place.textContent = "Walking the chain…";
  try {
    const found = await call("POST", "/v1/audit/verify");
    place.replaceChildren(found.intact
      ? element("span", { class: "mark answered" }, `Intact: ${found.entries.toLocaleString()} entries, ${found.checkpoints} signed checkpoints.`)
      : element("span", { class: "mark failed" }, `Broken: ${found.breaks.map((one) => `entry ${one.sequence} ${one.reason}`).join("; ")}`));
  } catch (problem) {
    place.replaceChildren(problem.element);
  }
  event.target.disabled = false;
});

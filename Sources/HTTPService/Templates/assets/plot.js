// Chooses a picture by the shape of the result, and has Chart.js draw it where the service has it.
import { element } from "./dom.js";
import { isNumeric, shown } from "./table.js";

const temporal = /^(date|timestamp)/;

/** What to draw: `null` where a table says it better. */
export function choice(columns, rows) {
  if (rows.length < 2 || rows.length > 200 || columns.length < 2 || columns.length > 4) return null;
  const [label, ...values] = columns;
  if (!values.every(isNumeric)) return null;
  const isTime = temporal.test(label.type) || /^(year|month|day|week|quarter)/.test(label.name);
  if (isNumeric(label) && !isTime) return null;
  if (!isTime && rows.length > 40) return null;
  return { type: isTime ? "line" : "bar", isFlat: !isTime && rows.some((row) => String(row[0] ?? "").length > 12) };
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The picture; what it shows stands in the table for whoever does not see it. */
export function plot(columns, rows, chosen, label) {
  const canvas = element("canvas", { role: "img", "aria-label": `${chosen.type === "line" ? "Line" : "Bar"} chart: ${label}` });
  const frame = element("div", { class: "plot" }, canvas);
  if (chosen.isFlat) frame.style.height = Math.min(640, 60 + rows.length * 26) + "px";
  let chart = null;
  const draw = () => {
    chart?.destroy();
    const probe = document.createElement("i");
    document.body.append(probe);
    const resolved = (name) => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    };
    const [ink, rule] = [resolved("--soft"), resolved("--rule")];
    const series = columns.slice(1).map((column, index) => ({
      label: column.name, data: rows.map((row) => (row[index + 1] === null ? null : Number(row[index + 1]))),
      backgroundColor: resolved(`--c${index}`), borderColor: resolved(`--c${index}`), borderWidth: chosen.type === "line" ? 2 : 0,
      borderRadius: 4, maxBarThickness: 44, pointRadius: rows.length > 40 ? 0 : 3, cubicInterpolationMode: "monotone",
    }));
    probe.remove();
    const axis = (isLabel) => ({ ticks: { color: ink }, grid: { color: rule, display: !isLabel }, beginAtZero: true });
    chart = new Chart(canvas, {
      type: chosen.type,
      data: { labels: rows.map((row) => shown(row[0], columns[0]).slice(0, 40)), datasets: series },
      options: {
        indexAxis: chosen.isFlat ? "y" : "x", maintainAspectRatio: false, animation: false,
        plugins: { legend: { display: series.length > 1, labels: { color: ink } } },
        scales: { x: axis(!chosen.isFlat), y: axis(chosen.isFlat) },
      },
    });
  };
  document.addEventListener("themechange", draw);
  requestAnimationFrame(draw);
  return frame;
}

export function canDraw() {
  return typeof Chart !== "undefined" && colour("--c0") !== "";
}

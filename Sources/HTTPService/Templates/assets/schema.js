// Finds relations by what they are called and what they hold.
const all = [...document.querySelectorAll(".relation")];
const found = document.getElementById("found");
document.getElementById("find").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const relation of all) {
    relation.hidden = !words.every((word) => relation.dataset.text.includes(word));
    if (!relation.hidden) count += 1;
  }
  found.textContent = words.length ? `${count} of ${all.length}` : "";
  if (count === 1) all.find((relation) => !relation.hidden).open = true;
});

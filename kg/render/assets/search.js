// The search box: a combobox over the names of all nodes, the hidden ones included.

const box = document.getElementById("search");
const suggestions = document.getElementById("suggestions");
const SUGGESTED = 12;
let active = -1;

/** Letters and digits only, in one width and case, so that 〔2023〕, [2023] and (2023) are the same. */
function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

let index = null;

function matches(query) {
  const wanted = fold(query);
  if (!wanted) return [];
  if (index === null) index = data.nodes.map((node) => fold(`${node.full} ${node.label}`));
  const found = [];
  index.forEach((text, i) => {
    const at = text.indexOf(wanted);
    if (at >= 0) found.push({ i, rank: at === 0 ? (text.length === wanted.length ? 0 : 1) : 2 });
  });
  return found.sort((a, b) => a.rank - b.rank || a.i - b.i).slice(0, SUGGESTED).map(({ i }) => i);
}

function suggest() {
  active = -1;
  box.removeAttribute("aria-activedescendant");
  const found = matches(box.value);
  suggestions.replaceChildren(...found.map((i, at) => {
    const node = data.nodes[i];
    const item = element("li", "", symbolOf(node), element("span", "text", node.full));
    item.id = `suggestion-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(i));
    item.dataset.node = i;
    return item;
  }));
  if (found.length === 0 && box.value.trim()) {
    const none = element("li", "none", words.nothing);
    none.setAttribute("role", "option");
    none.setAttribute("aria-disabled", "true");
    suggestions.append(none);
  }
  unfold(suggestions.childElementCount > 0);
}

function unfold(shown) {
  suggestions.hidden = !shown;
  box.setAttribute("aria-expanded", String(shown));
}

function choose(i) {
  unfold(false);
  box.value = "";
  goTo(i);
}

function mark(at) {
  const items = [...suggestions.querySelectorAll("[data-node]")];
  if (items.length === 0) return;
  active = (at + items.length) % items.length;
  items.forEach((item, k) => item.setAttribute("aria-selected", String(k === active)));
  items[active].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", items[active].id);
}

box.addEventListener("input", suggest);
box.addEventListener("focus", () => box.value && suggest());
box.addEventListener("blur", () => unfold(false));
box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "ArrowDown") mark(active + 1);
  else if (event.key === "ArrowUp") mark(active < 0 ? -1 : active - 1);
  else if (event.key === "Enter") {
    const item = suggestions.querySelectorAll("[data-node]")[Math.max(active, 0)];
    if (item && !suggestions.hidden) choose(Number(item.dataset.node));
  } else if (event.key === "Escape") unfold(false);
  else return;
  if (event.key !== "Escape") event.preventDefault();
});

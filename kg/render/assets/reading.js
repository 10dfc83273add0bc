// The text with its marks: what a reader sees of them, and how one moves among them.

const article = document.getElementById("text");
const card = document.getElementById("card");
const tip = document.getElementById("tip");
const overview = document.getElementById("overview");
const pieces = [...article.querySelectorAll("mark")];
const hidden = new Set(data.hidden);
let selected = null;
let entry = null;

/** The pieces of the text that each mark lies over. */
const piecesOf = data.marks.map(() => []);
pieces.forEach((piece) => numbersOf(piece).forEach((i) => piecesOf[i].push(piece)));

/** What stands in each section and measure. */
const held = new Map();
data.marks.forEach(({ owner }, i) => {
  if (owner !== undefined) held.set(owner, [...(held.get(owner) ?? []), i]);
});

function numbersOf(piece) {
  return piece.dataset.marks.split(" ").map(Number);
}

/** The marks over a piece that are shown, the innermost first. */
function shownAt(piece) {
  return numbersOf(piece).filter((i) => !hidden.has(data.marks[i].kind));
}

function paint() {
  for (const piece of pieces) {
    const [first, ...around] = shownAt(piece).map((i) => data.marks[i].kind);
    piece.className = [first, ...new Set(around.map((kind) => `in-${kind}`))].join(" ");
    piece.removeAttribute("tabindex");
    if (first && piece.textContent.trim()) {
      piece.setAttribute("role", "button");
      piece.tabIndex = -1;
    } else piece.removeAttribute("role");
  }
  enterAt(entry?.hasAttribute("role") ? entry : places()[0]);
  if (selected) light(selected, "on");
}

/** The pieces that a reader can go to, in the order of the text. */
function places() {
  return pieces.filter((piece) => piece.hasAttribute("role"));
}

/** From now on the Tab key leads into the text here. */
function enterAt(piece) {
  if (entry?.hasAttribute("role")) entry.tabIndex = -1;
  entry = piece;
  if (piece?.hasAttribute("role")) piece.tabIndex = 0;
}

/** Make all pieces of the innermost mark at a piece stand out. */
function light(piece, className) {
  for (const lit of article.querySelectorAll(`mark.${className}`)) lit.classList.remove(className);
  if (piece && shownAt(piece).length > 0) piecesOf[shownAt(piece)[0]].forEach((each) => each.classList.add(className));
}

function select(piece) {
  selected = piece;
  light(piece, "on");
  card.hidden = !piece;
  if (!piece) return;
  enterAt(piece);
  tip.hidden = true;
  const records = shownAt(piece);
  const turn = element("p", "turn", button(words.previous, () => step(-1)), button(words.next, () => step(1)), button(words.close, leave, "close"));
  const several = records.length > 1 ? element("p", "hint", fill(words.several, { n: records.length })) : null;
  card.replaceChildren(turn, ...[several].filter(Boolean), ...records.map(recordOf));
  card.scrollTop = 0;
  card.parentElement.scrollTop = 0;
}

function leave() {
  if (card.contains(document.activeElement)) entry.focus({ preventScroll: true });
  select(null);
}

function button(text, action, className) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

function symbolOf(kind) {
  const made = element("span", `symbol ${kind}`, data.kinds[kind].symbol);
  made.setAttribute("aria-hidden", "true");
  return made;
}

/** The fields of a record with its rule. */
function fieldsOf(record, ...more) {
  const fields = Object.entries(record.rows).flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]);
  return element("dl", "", ...fields, ...more, element("dt", "", words.rule), element("dd", "", element("code", "", record.rule)));
}

function recordOf(i) {
  const record = data.marks[i];
  const parts = [element("p", "kind-line", symbolOf(record.kind), data.kinds[record.kind].name), element("h2", "", record.title)];
  if (data.notes[record.kind]) parts.push(element("p", "note", data.notes[record.kind]));
  const owner = record.owner === undefined ? [] : [
    element("dt", "", words.owner),
    element("dd", "", button(data.marks[record.owner].title, () => go(record.owner), "link")),
  ];
  parts.push(fieldsOf(record, ...owner), element("h3", "", words.evidence), element("blockquote", "", record.quote));
  const groups = new Map();
  for (const j of held.get(i) ?? []) {
    const { kind } = data.marks[j];
    groups.set(kind, [...(groups.get(kind) ?? []), j]);
  }
  for (const [kind, inside] of groups) {
    const items = inside.map((j) => element("li", "", link(j)));
    parts.push(element("h3", "", `${data.kinds[kind].name} ${inside.length}`), element("ul", "near", ...items));
  }
  return element("div", "record", ...parts);
}

function link(i) {
  const made = button("", () => go(i));
  made.append(symbolOf(data.marks[i].kind), element("span", "text", data.marks[i].title));
  if (data.marks[i].rows[words.role]) made.append(element("small", "", data.marks[i].rows[words.role]));
  return made;
}

/** Lead the reader to a mark, whether its kind is shown or not. */
function go(i) {
  const { kind } = data.marks[i];
  if (hidden.has(kind)) {
    const box = [...document.querySelectorAll("#legend input")].find((input) => input.value.split(" ").includes(kind));
    box.checked = true;
    show(box);
  }
  const piece = piecesOf[i].find((each) => shownAt(each)[0] === i) ?? piecesOf[i][0];
  if (!piece) return;
  select(piece);
  piece.focus({ preventScroll: true });
  piece.scrollIntoView({ block: "center" });
}

/** Move to the next place that is marked (-1: to the one before). */
function step(by) {
  const all = places();
  const next = all[all.indexOf(entry) + by];
  if (!next) return;
  select(next);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

function show(box) {
  for (const kind of box.value.split(" ")) {
    if (box.checked) hidden.delete(kind);
    else hidden.add(kind);
  }
  paint();
  if (selected && shownAt(selected).length === 0) select(null);
  else if (selected) select(selected);
}

function hover(piece) {
  light(piece, "lit");
  tip.hidden = !piece || piece === selected;
  if (tip.hidden) return;
  tip.replaceChildren(...shownAt(piece).map((i) => {
    const record = data.marks[i];
    const head = element("p", "kind-line", symbolOf(record.kind), data.kinds[record.kind].name);
    return element("div", "record", head, element("p", "name", record.title), fieldsOf(record));
  }));
  const at = piece.getClientRects()[0];
  const under = at.bottom + 8 + tip.offsetHeight < innerHeight;
  tip.style.left = `${Math.max(8, Math.min(at.left, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${under ? at.bottom + 8 : Math.max(8, at.top - tip.offsetHeight - 8)}px`;
}

const markAt = (event) => event.target.closest?.("mark[role]");

article.addEventListener("click", (event) => {
  if (markAt(event)) select(markAt(event));
});
article.addEventListener("focusin", (event) => {
  if (markAt(event)) select(markAt(event));
});
article.addEventListener("pointerover", (event) => {
  if (event.pointerType === "mouse") hover(markAt(event) ?? null);
});
article.addEventListener("pointerleave", () => hover(null));
addEventListener("scroll", () => (tip.hidden = true), { passive: true });

article.addEventListener("keydown", (event) => {
  if (!markAt(event)) return;
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by) step(by);
  else if (event.key === "Enter" || event.key === " ") card.querySelector("button").focus();
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  hover(null);
  leave();
});

// Links inside the page, also where it stands in a notebook and the address is that of the notebook.
document.addEventListener("click", (event) => {
  const from = event.target.closest?.("[data-go], .skip");
  if (!from) return;
  event.preventDefault();
  if (from.dataset.go) go(Number(from.dataset.go));
  else article.focus();
});
document.getElementById("legend").addEventListener("change", (event) => show(event.target));

// The chapter or measure that is being read, in the list of contents: the last that has come to the top of the screen.
const headings = new Map([...document.querySelectorAll(".outline a")].map((a) => [document.getElementById(a.hash.slice(1))?.closest("p"), a]));
const atTop = new Set();
const watcher = new IntersectionObserver((changes) => {
  changes.forEach(({ target, isIntersecting }) => (isIntersecting ? atTop.add(target) : atTop.delete(target)));
  const now = headings.get([...headings.keys()].findLast((line) => atTop.has(line)));
  if (!now) return;
  document.querySelector(".outline [aria-current]")?.removeAttribute("aria-current");
  now.setAttribute("aria-current", "true");
  const list = now.closest(".side");
  if (list.scrollHeight > list.clientHeight) list.scrollTop = now.offsetTop - list.clientHeight / 2;
}, { rootMargin: "-10% 0px -70% 0px" });
headings.forEach((_, line) => line && watcher.observe(line));

// On a narrow screen the text comes first; what stands beside it is folded away.
const narrow = matchMedia("(max-width: 720px)");
const fold = () => document.querySelectorAll(".side > details").forEach((details) => (details.open = !narrow.matches));
narrow.addEventListener("change", fold);
fold();
const bar = document.getElementById("legend");
new ResizeObserver(() => document.body.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
paint();

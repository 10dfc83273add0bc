// What the reader can do, and the start.

const OPENED_AT_ONCE = 60;

/** Show a node's details; null for none. */
function select(i) {
  state.selected = i;
  draw(i);
  showDetails();
}

/** Open neighbours of a node, and select it. */
function open(i) {
  const near = withHeads(unopened(i).slice(0, OPENED_AT_ONCE));
  near.forEach((j) => state.opened.add(j));
  select(i);
  showTable();
  reveal([i, ...near.filter(isVisible)]);
}

/** Lead the reader to a node, wherever it is: open it, show its kind, centre on it. */
function goTo(i) {
  if (document.body.dataset.mode === "pairs") showAs("graph");
  state.opened.add(i);
  if (!(state.fitting?.has(i) ?? true)) clearFilters();
  const kind = data.nodes[i].group;
  if (state.withoutKinds.delete(kind)) document.getElementById(`kind-${kind}`).checked = true;
  select(i);
  showTable();
  centreOn(i);
}

/** Follow a relation: to the measures of its two documents side by side where they are there. */
function follow(edge) {
  const at = pairOf(edge);
  if (at >= 0) choosePair(at);
  else select(edge.from);
}

function refresh() {
  draw();
  showTable();
}

function buildKinds() {
  const row = document.getElementById("kinds");
  for (const [kind, { name, symbol }] of Object.entries(data.kinds)) {
    const count = data.nodes.filter((node) => node.group === kind).length;
    if (count === 0) continue;
    const box = chip(row, `kind-${kind}`, (on) => {
      if (on) state.withoutKinds.delete(kind);
      else state.withoutKinds.add(kind);
    });
    box.append(symbolOf({ group: kind }), element("span", "text", name), element("span", "count", String(count)));
  }
  if (data.edges.some((edge) => edge.derived)) {
    const box = chip(row, "derived", (on) => {
      state.withDerived = on;
    });
    box.append(element("span", "stroke dashed"), element("span", "text", words.line_derived));
  }
}

/** The lines that there are, and stubs; the kinds of nodes are explained where they are chosen. */
function buildLegend() {
  const some = (fits) => data.edges.some(fits);
  const linked = (edge) => !TREE.has(edge.kind) && edge.kind !== "led_by";
  const lines = [
    ["", words.line_link, some((edge) => linked(edge) && edge.kind !== "repeals")],
    ["repeal", words.line_repeal, some((edge) => edge.kind === "repeals")],
    ["lead", words.line_lead, some((edge) => edge.kind === "led_by" && edge.role !== "support")],
    ["lead faint", words.line_support, some((edge) => edge.role === "support")],
  ];
  const items = lines.filter(([, , there]) => there).map(([look, name]) => element("li", "", element("span", `stroke ${look}`), name));
  if (data.nodes.some((node) => node.stub)) {
    items.push(element("li", "", symbolOf({ group: "document", stub: true }), words.stub));
  }
  document.getElementById("legend").append(...items);
}

function chip(row, id, change) {
  const input = element("input");
  input.type = "checkbox";
  input.id = id;
  input.checked = true;
  input.addEventListener("change", () => {
    change(input.checked);
    refresh();
  });
  const label = element("label", "chip", input);
  row.append(label);
  return label;
}

const MODES = { graph: canvas, pairs: pairsRoom, table };

/** Show the picture ("graph"), measures side by side ("pairs") or the table ("table"). */
function showAs(mode) {
  for (const [name, room] of Object.entries(MODES)) {
    room.hidden = name !== mode && name !== "graph";
    document.getElementById(`as-${name}`).setAttribute("aria-pressed", String(name === mode));
  }
  document.body.dataset.mode = mode; // the style sheet hides the picture, which keeps its size
  if (mode === "graph" && !state.settled) {
    network.setSize("100%", "100%");
    settle();
    state.settled = true;
  }
  showTable();
  showPairs();
}

function onClick(id, action) {
  document.getElementById(id).addEventListener("click", action);
}

for (const mode of Object.keys(MODES)) onClick(`as-${mode}`, () => showAs(mode));
onClick("fit", () => fitTo(frames.concat(drawnBoxes()), MOVE()));
onClick("zoom-in", () => zoom(1.3));
onClick("zoom-out", () => zoom(1 / 1.3));
onClick("reset", () => {
  state.opened = new Set(data.first);
  clearFilters();
  select(null);
  showTable();
  settle();
});

network.on("click", ({ nodes, edges }) => {
  if (nodes.length > 0) open(nodes[0]);
  else if (edges.length > 0) follow(data.edges[edges[0]]);
  else select(null);
});
network.on("hoverNode", () => (canvas.style.cursor = "pointer"));
network.on("blurNode", () => (canvas.style.cursor = ""));
/** On paper everything is in light colours, and the table follows the picture, which shows a part only. */
function onPaper(printing) {
  document.documentElement.classList.toggle("paper", printing);
  styles = readStyles();
  draw();
  network.redraw();
  if (printing) fillTable();
}

addEventListener("beforeprint", () => onPaper(true));
addEventListener("afterprint", () => onPaper(false));
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== box) {
    event.preventDefault();
    box.focus();
  } else if (event.key === "Escape" && document.activeElement !== box) select(null);
});

// The picture takes keys itself; what vis-network makes inside of it need not be reached.
network.canvas.frame.tabIndex = -1;
buildKinds();
buildFilters();
buildLegend();
document.getElementById("as-pairs").hidden = data.pairs.length === 0;
state.selected = data.focus;
draw();
showDetails();
showAs(data.pairs.length > 0 ? "pairs" : "graph");

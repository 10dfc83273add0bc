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
  const near = unopened(i).slice(0, OPENED_AT_ONCE);
  near.forEach((j) => state.opened.add(j));
  select(i);
  showTable();
  reveal([i, ...near.filter(isVisible)]);
}

/** Lead the reader to a node, wherever it is: open it, show its kind, centre on it. */
function goTo(i) {
  state.opened.add(i);
  const kind = data.nodes[i].group;
  if (state.withoutKinds.delete(kind)) document.getElementById(`kind-${kind}`).checked = true;
  select(i);
  showTable();
  centreOn(i);
}

function refresh() {
  draw();
  showTable();
}

function buildLegend() {
  const legend = document.getElementById("legend");
  for (const [kind, { name, symbol }] of Object.entries(data.kinds)) {
    const count = data.nodes.filter((node) => node.group === kind).length;
    if (count === 0) continue;
    const box = chip(legend, `kind-${kind}`, (on) => {
      if (on) state.withoutKinds.delete(kind);
      else state.withoutKinds.add(kind);
    });
    box.append(symbolOf({ group: kind }), element("span", "text", name), element("span", "count", String(count)));
  }
  if (data.nodes.some((node) => node.stub)) {
    legend.append(element("span", "chip plain", symbolOf({ group: "document", stub: true }), words.stub));
  }
  if (data.edges.some((edge) => edge.derived)) {
    legend.append(element("span", "chip plain", element("span", "stroke"), words.line_asserted));
    const box = chip(legend, "derived", (on) => {
      state.withDerived = on;
    });
    box.append(element("span", "stroke dashed"), element("span", "text", words.line_derived));
  }
}

function chip(legend, id, change) {
  const input = element("input");
  input.type = "checkbox";
  input.id = id;
  input.checked = true;
  input.addEventListener("change", () => {
    change(input.checked);
    refresh();
  });
  const label = element("label", "chip", input);
  legend.append(label);
  return label;
}

function showAs(asTable) {
  table.hidden = !asTable;
  canvas.hidden = asTable;
  document.getElementById("tools").hidden = asTable;
  document.getElementById("as-graph").setAttribute("aria-pressed", String(!asTable));
  document.getElementById("as-table").setAttribute("aria-pressed", String(asTable));
  showTable();
}

function onClick(id, action) {
  document.getElementById(id).addEventListener("click", action);
}

onClick("as-graph", () => showAs(false));
onClick("as-table", () => showAs(true));
onClick("fit", () => fitTo(frames.concat(drawnBoxes()), MOVE()));
onClick("zoom-in", () => network.moveTo({ scale: network.getScale() * 1.3, animation: MOVE() }));
onClick("zoom-out", () => network.moveTo({ scale: network.getScale() / 1.3, animation: MOVE() }));
onClick("reset", () => {
  state.opened = new Set(data.first);
  select(null);
  showTable();
  settle();
});

network.on("click", ({ nodes }) => (nodes.length > 0 ? open(nodes[0]) : select(null)));
network.on("hoverNode", () => (canvas.style.cursor = "pointer"));
network.on("blurNode", () => (canvas.style.cursor = ""));
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== box) {
    event.preventDefault();
    box.focus();
  } else if (event.key === "Escape" && document.activeElement !== box) select(null);
});

data.edges.forEach((edge, i) => (edge.id = i));
buildLegend();
state.selected = data.focus;
draw();
showDetails();
settle();
